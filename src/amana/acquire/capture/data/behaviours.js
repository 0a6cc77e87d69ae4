// What is done to a page after its first picture. It runs in a world of its own beside the page's
// scripts: nothing that they changed is met here. Every function returns what it did, as a list of
// {what, said, count}, and ends by `settings.until` (milliseconds from its start).
(() => {
  const query = (root, selector) => {
    const type = root instanceof Document ? Document : root instanceof Element ? Element : DocumentFragment;
    return [...type.prototype.querySelectorAll.call(root, selector)];
  };
  const get = (type, name, of) => Object.getOwnPropertyDescriptor(type.prototype, name).get.call(of);
  const set = (type, name, of, value) => Object.getOwnPropertyDescriptor(type.prototype, name).set.call(of, value);
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const click = (element) => HTMLElement.prototype.click.call(element);
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const frame = () => Promise.race([new Promise((done) => requestAnimationFrame(done)), sleep(100)]);
  const done = (what, said = "", count = 1) => ({ what, said: String(said).slice(0, 300), count });
  const scroller = () => get(Document, "scrollingElement", document) || get(Document, "documentElement", document);

  const shadow = (element) => get(Element, "shadowRoot", element);
  // The document and the open shadow trees in it: many banners live in one.
  const roots = () => {
    const found = [document];
    for (let at = 0; at < found.length && found.length < 50; at++) {
      for (const each of query(found[at], "*").slice(0, 20000)) {
        if (shadow(each)) found.push(shadow(each));
      }
    }
    return found;
  };
  const seen = (element) => {
    if (!(element instanceof HTMLElement)) return false;
    const box = Element.prototype.getBoundingClientRect.call(element);
    if (box.width < 2 || box.height < 2) return false;
    const style = getComputedStyle(element);
    return style.visibility === "visible" && style.opacity !== "0" && style.pointerEvents !== "none";
  };
  const folded = (text) =>
    String(text).normalize("NFKC").toLowerCase().replace(/[\u064b-\u0652\u0640]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const label = (element) => {
    const text = folded(get(HTMLElement, "innerText", element) || attribute(element, "value") || "");
    return text || folded(attribute(element, "aria-label") || attribute(element, "title") || "");
  };
  // A link that leads elsewhere is never followed.
  const stays = (element) => {
    const href = element instanceof HTMLAnchorElement ? attribute(element, "href") : null;
    return href === null || href === "" || href.startsWith("#") || /^javascript:/i.test(href);
  };
  const BUTTONS = "button, [role=button], a, input[type=button], input[type=submit], summary, span[onclick], div[onclick]";

  const over = (element) => {
    for (let at = element, depth = 0; at instanceof Element && depth < 12; depth++) {
      const style = getComputedStyle(at);
      const role = attribute(at, "role");
      const named = `${attribute(at, "id") || ""} ${attribute(at, "class") || ""}`;
      const named_so = /cookie|consent|gdpr|privacy|cmp|banner/i.test(named);
      if (named_so || role === "dialog" || role === "alertdialog" || style.position === "fixed" || style.position === "sticky") return at;
      const parent = get(Node, "parentNode", at);
      at = parent instanceof ShadowRoot ? get(ShadowRoot, "host", parent) : parent;
    }
    return null;
  };
  const about = (element, words) => {
    const text = folded(get(HTMLElement, "innerText", element) || "").slice(0, 5000);
    return words.some((word) => text.includes(folded(word)));
  };

  const by_selector = (selectors) => {
    for (const root of roots()) {
      for (const selector of selectors) {
        const met = query(root, selector).find((each) => seen(each) && stays(each));
        if (met) return [met, selector];
      }
    }
    return null;
  };
  const by_label = (labels, words) => {
    const wanted = new Set(labels.map(folded));
    for (const root of roots()) {
      for (const each of query(root, BUTTONS).slice(0, 3000)) {
        if (!stays(each) || !seen(each) || !wanted.has(label(each))) continue;
        const banner = over(each);
        if (banner instanceof HTMLElement && about(banner, words)) return [each, label(each)];
      }
    }
    return null;
  };

  // Answer one banner: no where it can be said, else yes, so that the page behind it is seen.
  const consent = async (settings) => {
    for (const answer of ["reject", "accept"]) {
      const met = by_selector(settings.selectors[answer]) || by_label(settings.labels[answer], settings.words);
      if (met) {
        click(met[0]);
        for (let waited = 0; waited < 20 && seen(met[0]) && get(Node, "isConnected", met[0]); waited++) await sleep(25);
        return [done(answer === "reject" ? "consent-rejected" : "consent-accepted", met[1])];
      }
    }
    return [];
  };

  const everything = Document.prototype.getElementsByTagName.call(document, "*");
  const amount = () => get(HTMLCollection, "length", everything) + get(Element, "scrollHeight", scroller());
  const grown = async (before, until) => {
    while (performance.now() < until) {
      await sleep(50);
      if (amount() > before) return true;
    }
    return false;
  };

  // Open what is folded, and ask for more where the page offers it.
  const expand = async (settings) => {
    const end = performance.now() + settings.until;
    const told = [];
    const folds = query(document, "details:not([open])").slice(0, 2000);
    for (const each of folds) set(HTMLDetailsElement, "open", each, true);
    if (folds.length) told.push(done("details-opened", "", folds.length));
    const wanted = new Set(settings.labels.more.map(folded));
    const tried = new Map();
    let clicks = 0;
    while (clicks < settings.clicks && performance.now() < end) {
      const met = query(document, BUTTONS).slice(0, 3000).find((each) =>
        (tried.get(each) || 0) < 3 && stays(each) && wanted.has(label(each).replace(/ ?\d+$/, "")) && seen(each));
      if (!met) break;
      tried.set(met, (tried.get(met) || 0) + 1);
      const before = amount();
      click(met);
      clicks++;
      if (!(await grown(before, Math.min(end, performance.now() + 1500)))) tried.set(met, 3);
    }
    if (clicks) told.push(done("more-asked-for", "", clicks));
    return told;
  };

  // Go down the page, screen by screen, so that what loads when it is seen does load; then back.
  const scroll = async (settings) => {
    const end = performance.now() + settings.until;
    const start = scrollY;
    let reached = 0, steps = 0;
    while (performance.now() < end && reached < settings.pixels) {
      scrollBy({ top: Math.max(innerHeight - 50, 100), behavior: "instant" });
      await frame();
      await sleep(40);
      steps++;
      if (Math.ceil(scrollY) <= reached) {
        if (!(await grown(amount(), Math.min(end, performance.now() + 250)))) break;
      }
      reached = Math.ceil(scrollY);
    }
    const cut = scrollY + innerHeight + 10 < scroller().scrollHeight;
    scrollTo({ top: start, behavior: "instant" });
    await frame();
    return [done(cut ? "scrolled-in-part" : "scrolled", `${Math.round(reached + innerHeight)} px`, steps)];
  };

  // Start sound and film without sound: what is asked for then is recorded.
  const play = async () => {
    const media = query(document, "video, audio").slice(0, 20).filter((each) => get(HTMLMediaElement, "paused", each));
    let started = 0;
    for (const each of media) {
      set(HTMLMediaElement, "muted", each, true);
      const asked = HTMLMediaElement.prototype.play.call(each).then(() => true, () => false);
      if (await Promise.race([asked, sleep(500).then(() => true)])) started++;
    }
    return started ? [done("media-played", "", started)] : [];
  };

  return { consent, expand, scroll, play };
})()
