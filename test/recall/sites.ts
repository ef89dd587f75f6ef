// Every site of the recall report, in the order in which they are driven.
import type { Site } from './driver.ts';
import { apps } from './sites/apps.ts';
import { aria } from './sites/aria.ts';
import { changes } from './sites/changes.ts';
import { clicks, reactions } from './sites/clicks.ts';
import { dialogs } from './sites/dialogs.ts';
import { drags } from './sites/drags.ts';
import { editors } from './sites/editors.ts';
import { frames } from './sites/frames.ts';
import { hostilePages } from './sites/hostile.ts';
import { navigation } from './sites/navigation.ts';
import { pointers } from './sites/pointers.ts';
import { scrolls } from './sites/scrolls.ts';
import { shadows } from './sites/shadows.ts';
import { typing } from './sites/typing.ts';

export const SITES: readonly Site[] = [
  clicks,
  reactions,
  pointers,
  frames,
  shadows,
  drags,
  scrolls,
  typing,
  changes,
  aria,
  dialogs,
  navigation,
  ...hostilePages,
  ...editors,
  ...apps,
];
