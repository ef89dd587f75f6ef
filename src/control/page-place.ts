// Where in the browser a message came from: tab, frame, and the URLs that the gate judges. Worker.

/** What the browser says of a message's sender. Not the page's word. */
export interface PageSender {
  /** Id of the extension whose script sent it. */
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
}

export interface FrameFacts {
  readonly url: string;
  readonly parentFrameId: number;
}

/** A frame as it is now; undefined when it is gone. */
export type FindFrame = (tab: number, frameId: number) => Promise<FrameFacts | undefined>;

export interface PagePlace {
  readonly tab: number;
  readonly frameId: number;
  /** For a frame: the frame that holds it. */
  readonly parentFrameId?: number;
  /** Own URL, or the one it inherits from. */
  readonly url: string;
  readonly topUrl: string;
}

/** about:blank, about:srcdoc, data: and blob: documents have no site of their own: they inherit their parent's. */
export function inheritsSite(url: string): boolean {
  return /^(about|data|blob):/.test(url);
}

/** Undefined when the place cannot be told (any more): then nothing is recorded. */
export async function locate(sender: PageSender, findFrame: FindFrame): Promise<PagePlace | undefined> {
  const { url, frameId, tab } = sender;
  if (url === undefined || frameId === undefined || tab?.id === undefined) return undefined;
  // For the page itself the sender's URL counts: the tab may have gone on to the next page by now.
  if (frameId === 0) return { tab: tab.id, frameId, url, topUrl: url };
  const frame = await findFrame(tab.id, frameId);
  if (frame === undefined || tab.url === undefined) return undefined;
  const own = await inheritedUrl(tab.id, { url, parentFrameId: frame.parentFrameId }, findFrame);
  if (own === undefined) return undefined;
  return { tab: tab.id, frameId, parentFrameId: frame.parentFrameId, url: own, topUrl: tab.url };
}

async function inheritedUrl(tab: number, frame: FrameFacts, findFrame: FindFrame): Promise<string | undefined> {
  let { url, parentFrameId } = frame;
  while (inheritsSite(url)) {
    if (parentFrameId < 0) return undefined;
    const parent = await findFrame(tab, parentFrameId);
    if (parent === undefined) return undefined;
    ({ url, parentFrameId } = parent);
  }
  return url;
}
