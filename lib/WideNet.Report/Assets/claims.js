"use strict";

// Filters the table of claims by text, verdict and notebook; the address keeps the choice, so that it can be linked to.
(() => {
  const form = document.querySelector("form.filters");
  const count = document.getElementById("filter-count");
  const rows = [...document.querySelectorAll("table.claims tbody tr")].map(row => ({ row, text: row.textContent.toLowerCase() }));
  const names = ["text", "verdict", "notebook"];

  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(word => word.length > 0);
    const verdict = form.elements.verdict.value, notebook = form.elements.notebook.value;
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = (verdict === "" || row.dataset.verdict === verdict) && (notebook === "" || row.dataset.notebook === notebook) && words.every(word => text.includes(word));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = shown === rows.length ? `${rows.length} claims` : `${shown} of ${rows.length} claims`;
  };

  const remember = () => {
    const query = new URLSearchParams(names.map(name => [name, form.elements[name].value]).filter(([, value]) => value !== ""));
    try {
      history.replaceState(null, "", query.size > 0 ? `?${query}${location.hash}` : `${location.pathname}${location.hash}`);
    } catch {
      // Some browsers keep the addresses of local files as they are; the filter works all the same.
    }
  };

  const query = new URLSearchParams(location.search);
  for (const name of names) {
    form.elements[name].value = query.get(name) ?? "";
  }

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
  apply();
})();
