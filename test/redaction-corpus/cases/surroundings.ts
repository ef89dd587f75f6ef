// Pages around a case's own HTML, so that cases that differ only in words do not stand on one page.
import type { Case } from '../runner/case.ts';

/** How many cases may share their HTML but for its words. */
export const MAX_ALIKE = 3;

const SURROUNDINGS: readonly ((html: string) => string)[] = [
  (html) => html,
  (html) => `<form onsubmit="return false">${html}<p><button>Continue</button></p></form>`,
  (html) => `<header><a href="#a">Home</a> <a href="#b">Orders</a></header><main>${html}</main>`,
  (html) => `<main><section><h2>Details</h2>${html}</section></main>`,
  (html) => `<div class=panel><div class=panel-body>${html}</div></div>`,
  (html) => `<nav><ul><li>Start</li><li>Work</li></ul></nav><div id=app>${html}</div>`,
  (html) => `<div class=columns><aside>News</aside><div>${html}</div></div>`,
  (html) => `<div class=wizard><ol><li>One</li><li>Two</li></ol>${html}</div>`,
  (html) => `<div style="padding:8px"><div><div>${html}</div></div></div><footer>Imprint</footer>`,
  (html) => `<template><p>Row</p></template><div class=view>${html}</div>`,
  (html) =>
    `<div class=tabs><button type=button>One</button><button type=button>Two</button></div><div role=tabpanel>${html}</div>`,
  (html) => `<div class=row><div class=col>${html}</div><div class=col></div></div>`,
  (html) => `<ul class=fields><li>${html}</li></ul>`,
  (html) => `<fieldset>${html}</fieldset>`,
  (html) => `<div class=modal role=presentation><div class=body>${html}</div></div>`,
  (html) => `<table role=presentation><tr><td>${html}</td></tr></table>`,
];

/** The HTML without its words: no text, and no words in attributes that people read. */
export function skeletonOf({ html }: Pick<Case, 'html'>): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/>[^<]+(?=<|$)/g, '>')
    .replace(/^[^<]+/, '')
    .replace(/\b(placeholder|aria-label|title|alt|label)="[^"]*"/g, '$1')
    .replace(/\s+/g, ' ');
}

/** `cases`, each with a page around it that sets it apart from those before that are alike but for their words. */
export function setApart(cases: readonly Case[]): readonly Case[] {
  const counts = new Map<string, number>();
  return cases.map((one) => {
    const pages = SURROUNDINGS.map((around) => ({ ...one, html: around(one.html) }));
    const page = pages.find((wrapped) => (counts.get(skeletonOf(wrapped)) ?? 0) < MAX_ALIKE) ?? one;
    counts.set(skeletonOf(page), (counts.get(skeletonOf(page)) ?? 0) + 1);
    return page;
  });
}
