// How frameworks and people lay out one field and its label: every way in which a label may stand near, far, inside or elsewhere.

export interface Markup {
  readonly name: string;
  /** `id` is `f` wherever the target has one. */
  readonly html: (label: string) => string;
  readonly target?: string;
  /** The field holds more than one line, or no `value`. */
  readonly isEditor?: boolean;
  /** Keys reach it, but no script of the test does: click into it first. */
  readonly isClosed?: boolean;
}

const shadow = (tag: string, mode: string, inner: string): string =>
  `<script>customElements.define(${JSON.stringify(tag)},class extends HTMLElement{constructor(){super();this.attachShadow({mode:${JSON.stringify(mode)}}).innerHTML=${JSON.stringify(inner).replaceAll('<', '\\u003c')}}})</script>`;
const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export const MARKUPS: readonly Markup[] = [
  { name: 'label for', html: (l) => `<label for=f>${l}</label> <input id=f name=q7>` },
  { name: 'wrapping label', html: (l) => `<form><label><span>${l}</span><input id=f></label></form>` },
  { name: 'placeholder', html: (l) => `<div class=row><input id=f placeholder="${attribute(l)}"></div>` },
  { name: 'aria-label', html: (l) => `<input id=f class=ctrl aria-label="${attribute(l)}">` },
  { name: 'aria-labelledby', html: (l) => `<p id=lb>${l}</p><input id=f aria-labelledby="lb missing">` },
  { name: 'title attribute', html: (l) => `<input id=f title="${attribute(l)}" size=12>` },
  { name: 'table, label left', html: (l) => `<table><tr><td>${l}:</td><td><input id=f></td></tr></table>` },
  {
    name: 'table, label in head',
    html: (l) => `<table><tr><th>#</th><th>${l}</th></tr><tr><td>1</td><td><input id=f></td></tr></table>`,
  },
  { name: 'fieldset legend', html: (l) => `<fieldset><legend>${l}</legend><div><input id=f></div></fieldset>` },
  { name: 'definition list', html: (l) => `<dl><dt>${l}</dt><dd><input id=f></dd></dl>` },
  {
    name: 'bootstrap floating',
    html: (l) =>
      `<div class="form-floating mb-3"><input class=form-control id=f placeholder=" "><label for=f>${l}</label></div>`,
  },
  {
    name: 'mui outlined',
    html: (l) =>
      `<div class="MuiFormControl-root MuiTextField-root"><label class="MuiInputLabel-root" for=f id=f-label>${l}</label><div class="MuiInputBase-root"><input aria-invalid=false id=f class=MuiInputBase-input><fieldset aria-hidden=true><legend><span>${l}</span></legend></fieldset></div></div>`,
  },
  {
    name: 'ant design',
    html: (l) =>
      `<div class="ant-row ant-form-item"><div class="ant-col ant-form-item-label"><label for=f title="${attribute(l)}">${l}</label></div><div class="ant-col"><input id=f class=ant-input></div></div>`,
  },
  {
    name: 'angular material',
    html: (l) =>
      `<mat-form-field><div class=mat-mdc-text-field-wrapper><label class=mdc-floating-label for=f><mat-label>${l}</mat-label><span aria-hidden=true>*</span></label><input matinput id=f class=mat-mdc-input-element></div></mat-form-field>`,
  },
  {
    name: 'vuetify',
    html: (l) =>
      `<div class="v-input v-text-field"><div class=v-field__field><input id=f size=1><label class=v-label for=f>${l}</label></div></div>`,
  },
  {
    name: 'element ui, label without for',
    html: (l) =>
      `<div class=el-form-item><label class=el-form-item__label>${l}</label><div class=el-form-item__content><div class=el-input><input id=f class=el-input__inner></div></div></div>`,
  },
  {
    name: 'lightning',
    html: (l) =>
      `<lightning-input class=slds-form-element><label class=slds-form-element__label for=f><abbr class=slds-required title=required>*</abbr>${l}</label><div class=slds-form-element__control><input id=f class=slds-input></div></lightning-input>`,
  },
  {
    name: 'sap ui5',
    html: (l) =>
      `<div class=sapUiForm><span class=sapMLabel><label for=f><bdi>${l}</bdi></label></span><div class=sapMInputBase><input id=f class=sapMInputBaseInner></div></div>`,
  },
  {
    name: 'google forms',
    html: (l) =>
      `<div role=listitem><div role=heading aria-level=3 id=i1><span>${l}</span></div><div><div><div><input id=f type=text aria-labelledby="i1 i2"></div></div></div><div id=i2></div></div>`,
  },
  {
    name: 'primefaces float',
    html: (l) =>
      `<span class=ui-float-label><input id=f class="ui-inputfield ui-inputtext"><label for=f class="ui-outputlabel">${l}</label></span>`,
  },
  {
    name: 'text above in a div',
    html: (l) =>
      `<div class=item><div class=caption>${l}</div><div class=value><div class=box><input id=f></div></div></div>`,
  },
  {
    name: 'open shadow root',
    html: (l) => `<x-field id=h></x-field>${shadow('x-field', 'open', `<label>${l}<input id=f></label>`)}`,
    target: '#h >>> #f',
  },
  {
    name: 'label attribute of a web component',
    html: (l) =>
      `<vaadin-text-field id=h label="${attribute(l)}"></vaadin-text-field>${shadow('vaadin-text-field', 'open', `<div part=label>${l}</div><div part=input-field><input id=f></div>`)}`,
    target: '#h >>> #f',
  },
  {
    name: 'slotted label',
    html: (l) =>
      `<ui-input id=h><span slot=label>${l}</span></ui-input>${shadow('ui-input', 'open', '<div><slot name=label></slot></div><div><input id=f></div>')}`,
    target: '#h >>> #f',
  },
  {
    name: 'closed shadow root',
    html: (l) =>
      `<p>Form</p><sec-field id=h style="display:block"></sec-field>${shadow('sec-field', 'closed', `<label>${l} <input id=f style="display:block;width:200px;height:24px"></label>`)}`,
    target: '#h',
    isClosed: true,
  },
  {
    name: 'srcdoc frame',
    html: (l) => `<iframe id=fr title=form srcdoc="&lt;label&gt;${l} &lt;input id=f&gt;&lt;/label&gt;"></iframe>`,
    target: 'iframe#fr >> #f',
  },
  { name: 'textarea', html: (l) => `<label for=f>${l}</label><br><textarea id=f rows=2></textarea>`, isEditor: true },
  {
    name: 'contenteditable textbox',
    html: (l) =>
      `<div id=f role=textbox contenteditable=true aria-label="${attribute(l)}" style="border:1px solid;min-height:20px"></div>`,
    isEditor: true,
  },
  {
    name: 'label in letters and tags',
    html: (l) =>
      `<label for=f>${[...l].map((c, i) => (i === 2 ? `<b>${c}</b>` : c)).join('')}<span class=req>*</span></label><input id=f>`,
  },
  { name: 'label in capitals with a colon', html: (l) => `<label for=f>${l.toLocaleUpperCase()}:</label><input id=f>` },
  {
    name: 'soft hyphens and zero-width spaces',
    html: (l) =>
      `<label for=f>${[...l].map((c, i) => (i % 4 === 2 && /\p{L}/u.test(c) ? `${c}\u00ad` : c)).join('')}\u200b</label><input id=f>`,
  },
  {
    name: 'nested react-native-web divs',
    html: (l) =>
      `<div class=r-1><div class=r-2><div dir=auto class=r-3>${l}</div></div><div class=r-4><div class=r-5><input id=f dir=auto class=r-6></div></div></div>`,
  },
  { name: 'text and line break', html: (l) => `<form>${l}<br><input id=f></form>` },
  {
    name: 'group label',
    html: (l) => `<div role=group aria-labelledby=gl><span id=gl>${l}</span><span><input id=f></span></div>`,
  },
  { name: 'described only', html: (l) => `<input id=f aria-describedby=hint><small id=hint>${l}</small>` },
  {
    name: 'placeholder that goes on focus',
    html: (l) => `<input id=f placeholder="${attribute(l)}" onfocus="this.placeholder=''">`,
  },
  {
    name: 'same-origin frame',
    html: () => '<iframe id=fr src="/inner" width=400></iframe>',
    target: 'iframe#fr >> #f',
  },
  { name: 'type tel with a mask', html: (l) => `<label for=f>${l}</label><input id=f type=tel>` },
  { name: 'dialog', html: (l) => `<dialog open aria-label=Confirm><p>${l}</p><input id=f></dialog>` },
  {
    name: 'combobox',
    html: (l) =>
      `<label for=f>${l}</label><div><input id=f role=combobox aria-expanded=false aria-autocomplete=list></div>`,
  },
];
