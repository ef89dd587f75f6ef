// Bundled for the page: the describer of targets on its own, to be timed there.
import { createFields } from '../../src/capture/field.ts';
import { createRules } from '../../src/capture/rules.ts';
import { createDescriber } from '../../src/capture/target.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';

/** Describes each of these elements once, in this order, and gives the times in ms. */
export function timeDescriptions(elements: readonly Element[]): number[] {
  const rules = createRules(window, () => undefined);
  const describeTarget = createDescriber(
    createFields(() => FIELD_WORDS, rules),
    rules,
  );
  return elements.map((element) => {
    const startMs = performance.now();
    describeTarget(element);
    return performance.now() - startMs;
  });
}
