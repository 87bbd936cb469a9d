// What is asked of a page inside the browser. Each function is sent there as it is, so it uses nothing from outside itself,
// and returns problems as strings.

// headings: one h1, first of all, and no skipped level.
export function headings() {
  const found = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((heading) => heading.checkVisibility());
  const problems = [];
  const first = found.filter((heading) => heading.tagName === 'H1').length;
  if (first !== 1) problems.push(`${first} visible h1 instead of one`);
  // Headings before the h1, in banners, do not count against it.
  const from = Math.max(0, found.findIndex((heading) => heading.tagName === 'H1'));
  let level = 0;
  for (const heading of found.slice(from)) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) problems.push(`heading level ${next} after ${level}: "${heading.textContent.trim().slice(0, 60)}"`);
    level = next;
  }
  return problems;
}

// policy: a page says by itself what it may load: nothing from elsewhere, and no script or style within itself.
// A page that does not tell its kind is none of the program's.
export function policy() {
  if (!document.body.dataset.page) return [];
  const text = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '';
  const rules = new Map(text.split(';').map((rule) => rule.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources]));
  const problems = [];
  for (const name of ['default-src', 'base-uri', 'form-action']) if (!rules.has(name)) problems.push(`the content security policy has no ${name}`);
  for (const [name, sources] of rules) {
    for (const source of sources) {
      if (!/^('self'|'none'|'sha256-[^']+')$/.test(source)) problems.push(`the content security policy has ${name} ${source}`);
    }
  }
  return problems;
}

// restless: a page that nobody touches stays as it is. What changes in answer to a change of its own does not.
export function restless() {
  return new Promise((done) => {
    let frames = 20;
    const changed = new Map();
    const observer = new MutationObserver((records) => {
      if (frames > 10) return; // what is still under way
      for (const { target, attributeName } of records) changed.set(target, attributeName);
    });
    observer.observe(document.body, { attributes: true, subtree: true });
    const next = () => {
      if (--frames > 0) return requestAnimationFrame(next);
      observer.disconnect();
      done([...changed].map(([element, name]) => `<${element.localName} class="${element.className}"> never comes to rest: its ${name} changes`));
    };
    next();
  });
}

// sideways: nothing is wider than the window, but for what scrolls in a box of its own.
export async function sideways() {
  const problems = [];
  for (let frames = 4; frames > 0; frames--) { // what grew is answered in the next one
    await new Promise((done) => {
      requestAnimationFrame(done);
      setTimeout(done, 500);
    });
  }
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    problems.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} px in ${width} px`);
  }
  // A table that scrolls is said to before it, and its caption stays where it is.
  for (const box of document.querySelectorAll('.rulla')) {
    const scrolls = box.firstElementChild.offsetWidth - box.clientWidth > 12;
    if ((box.previousElementSibling?.className === 'sidled') !== scrolls) problems.push(`a table that ${scrolls ? 'scrolls is not said to' : 'does not scroll is said to'}: ${box.textContent.trim().slice(0, 40)}`);
    if (box.querySelector('caption')) problems.push(`a caption scrolls with its table: ${box.querySelector('caption').textContent}`);
  }
  // An absolutely placed element is held by a scrolling box only if that box is what it is placed in.
  const holder = (element) => (getComputedStyle(element).position === 'absolute' ? element.offsetParent : element.parentElement);
  const boxed = (element) => {
    for (let box = holder(element); box && box !== document.body; box = holder(box)) {
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > width + 1 && element.checkVisibility() && !boxed(element)) {
      const parent = element.parentElement.tagName.toLowerCase();
      problems.push(`<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> in <${parent}> ends at ${Math.round(box.right)} px of ${width}`);
    }
  }
  return problems.slice(0, 5);
}

// loose: no line begins with a sign that belongs to the word before it. A line may end after a box in it, whatever follows.
export function loose() {
  const problems = new Set();
  for (const box of document.body.querySelectorAll('*')) {
    if (getComputedStyle(box).display !== 'inline-block' || !box.checkVisibility()) continue;
    let last = box, joined = false;
    while (!last.nextSibling && getComputedStyle(last.parentElement).display === 'inline') {
      last = last.parentElement;
      joined ||= getComputedStyle(last, '::after').content.includes('\u2060');
    }
    const next = last.nextSibling?.textContent ?? '';
    if (!joined && /^[.,;:!?)\]”]/.test(next)) problems.add(`a line may begin with “${next.slice(0, 12)}” after <${box.localName} class="${box.className}">`);
  }
  return [...problems].slice(0, 5);
}

// targets: whatever can be pressed is at least 24 px each way, unless it stands in running text.
export function targets() {
  const problems = new Set();
  const block = (element) => {
    let box = element.parentElement;
    while (box && getComputedStyle(box).display.startsWith('inline')) box = box.parentElement;
    return box;
  };
  // Running text has words or dates beside its links; a list's lone separators and counts are none.
  const inRunningText = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    const copy = block(element).cloneNode(true);
    for (const other of copy.querySelectorAll('a,button,ul,ol,dl,table,p,svg')) other.remove();
    return copy.textContent.replace(/[^\p{L}\p{N}]/gu, '').length > 3;
  };
  for (const element of document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')) {
    const box = element.getBoundingClientRect();
    const shown = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0;
    if (!shown || (box.width >= 24 && box.height >= 23.99) || inRunningText(element)) continue;
    const label = (node) => node.tagName.toLowerCase() + (node.classList.length > 0 ? '.' + [...node.classList].join('.') : '');
    const path = [element.parentElement?.parentElement, element.parentElement, element].filter(Boolean).map(label).join(' > ');
    const side = box.height < 23.99 ? `${box.height.toFixed(1)} px high` : `${box.width.toFixed(1)} px wide`;
    problems.add(`target ${side}, less than 24: ${path}`);
  }
  return [...problems];
}

// focus tells where the keyboard is: what has the focus, whether it can be seen, where it leads.
export function focus() {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const href = element.getAttribute('href') ?? '';
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: element.tagName.toLowerCase(),
    href,
    target: href.startsWith('#') && document.getElementById(decodeURIComponent(href.slice(1))) !== null,
    visible: box.width > 1 && box.height > 1 && middle !== null && element.contains(middle),
    id: element.id,
  };
}

// stop tells what is wrong with where Tab has come to, or null if it has left the page.
export function stop() {
  const element = document.activeElement;
  if (!element || element === document.body || element === window.lastStop) return null;
  const name = element.tagName.toLowerCase() + (element.classList.length > 0 ? '.' + [...element.classList].join('.') : '');
  const place = `${name} "${(element.textContent || element.id).trim().slice(0, 40)}"`;
  const problems = [];
  if (!(window.lastStop.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) problems.push(`Tab goes back to ${place}`);
  window.lastStop = element;
  // A link that is broken over lines has several boxes; what matters is that its beginning is seen.
  const box = element.getClientRects()[0];
  if (!box || box.width < 2 || box.height < 2) return [...problems, `what has the focus has no size: ${place}`];
  // A box that scrolls is taller than the window at times.
  const x = Math.min(box.left + box.width / 2, innerWidth - 1);
  const y = Math.min(Math.max(box.top, 0) + Math.min(box.height / 2, 12), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  if (box.bottom <= 0 || box.top >= innerHeight) problems.push(`what has the focus is outside the window: ${place}`);
  else if (!top || !(element.contains(top) || top.contains(element))) {
    problems.push(`what has the focus is covered by ${top?.tagName.toLowerCase() ?? 'nothing'}: ${place}`);
  }
  const style = getComputedStyle(element);
  const ring = style.outlineStyle === 'auto' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  if (!ring || style.opacity === '0') problems.push(`the focus cannot be seen: ${place}`);
  return problems;
}

// printed: on paper the text is there, nothing is cut, and navigation is not there.
export function printed() {
  const problems = [];
  for (const element of document.querySelectorAll('nav, form, input, a[href="#_innehall"]')) {
    if (element.checkVisibility()) problems.push(`on paper there is <${element.tagName.toLowerCase()} class="${element.className}">`);
  }
  for (const element of document.querySelectorAll('main *')) {
    const style = getComputedStyle(element);
    const hides = style.overflowX !== 'visible' && style.clipPath === 'none' && element.checkVisibility();
    if (hides && element.scrollWidth > element.clientWidth + 1) problems.push(`on paper <${element.tagName.toLowerCase()} class="${element.className}"> is cut`);
  }
  const main = document.querySelector('main');
  if (!main?.checkVisibility() || main.innerText.trim() === '') problems.push('on paper the main text is missing');
  if (!document.querySelector('h1')?.checkVisibility()) problems.push('on paper the h1 is missing');
  return problems;
}
