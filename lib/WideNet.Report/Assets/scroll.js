"use strict";

// A box that is wider than the page scrolls on its own. It then takes the focus, so that the arrow keys can move it; one that fits is no stop for the Tab key.
(() => {
  const given = new WeakSet();
  const observer = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      if (scrolls && !target.hasAttribute("tabindex")) {
        target.setAttribute("tabindex", "0");
        given.add(target);
      } else if (!scrolls && given.has(target)) {
        target.removeAttribute("tabindex");
        given.delete(target);
      }
    }
  });

  for (const box of document.querySelectorAll(".value, .scroll, pre, math[display='block']")) {
    observer.observe(box);
  }
})();
