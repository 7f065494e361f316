"use strict";

// A box that is wider than the page scrolls on its own. It then takes the focus, so that the arrow keys can move it; one that fits is no stop for the Tab key.
(() => {
  const given = new WeakSet();
  const update = box => {
    const scrolls = box.scrollWidth > box.clientWidth;
    if (scrolls && !box.hasAttribute("tabindex")) {
      box.setAttribute("tabindex", "0");
      given.add(box);
    } else if (!scrolls && given.has(box)) {
      box.removeAttribute("tabindex");
      given.delete(box);
    }
  };
  const observer = new ResizeObserver(entries => entries.forEach(entry => update(entry.target)));

  // At once, for the observer waits for the next frame, which a busy machine draws late.
  for (const box of document.querySelectorAll(".value, .scroll, pre, math[display='block']")) {
    update(box);
    observer.observe(box);
  }
})();
