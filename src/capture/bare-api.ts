// The browser's API as far as a page needs it. The build leaves these names as they are (`smaller-capture.ts`).

export interface StorageChange {
  readonly newValue?: unknown;
}

/** `chrome`, as a content script sees it. */
export interface BareApi {
  readonly runtime?: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: {
    readonly local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
      remove(key: string): Promise<void>;
      readonly onChanged: {
        addListener(listener: (changes: Record<string, StorageChange>) => void): void;
        removeListener(listener: (changes: Record<string, StorageChange>) => void): void;
      };
    };
  };
  readonly dom?: { openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null };
}
