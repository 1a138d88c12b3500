// Finding what index.html promises, with its type; making what it has no room for; and waiting for a paint.

/**
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind))
    throw new Error(`index.html has no ${kind.name} #${id}.`);
  return found;
}

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(within, selector, kind) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind))
    throw new Error(`There is no ${kind.name} ${selector}.`);
  return found;
}

/**
 * A copy of a template's one element.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function stamp(id) {
  const copy = byId(id, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement))
    throw new Error(`#${id} is empty.`);
  return copy;
}

/**
 * Makes an element that has no place in index.html.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<HTMLElementTagNameMap[K]>} [properties]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/**
 * Writes only what differs: an equal text written again would still cost a layout.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}

/**
 * Calls back once what the page now holds has been painted: the first frame paints it, the second follows.
 * @param {() => void} then
 */
export function afterPaint(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/**
 * @param {number} share 0 to 1
 * @returns {string} such as "99.8 %"; what is not all and not nothing never looks as if it were
 */
export function percent(share) {
  if (share > 0 && share < 0.0005)
    return "<0.1 %";
  if (share < 1 && share >= 0.9995)
    return ">99.9 %";
  return `${(100 * share).toFixed(1)} %`;
}
