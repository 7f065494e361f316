"use strict";

// Puts the interactive view in the place of the picture. Everything that the mouse does, the buttons and these keys do too: + - 0 and the arrows.
(() => {
  const plot = document.getElementById("plot");
  const root = document.documentElement;
  if (!window.Plotly) {
    root.classList.remove("interactive");
    return;
  }

  const figure = JSON.parse(document.getElementById("figure").textContent);
  const layout = {
    ...figure.layout,
    autosize: true,
    title: undefined,
    margin: { l: 62, r: 18, t: 30, b: 54, autoexpand: true },
    // Below the titles of the lowest axes, which take 60 pixels whatever the size of the figure.
    legend: { ...figure.layout.legend, orientation: "h", x: 0, y: -60 / Math.max(200, plot.clientHeight - 125), yanchor: "top" },
    dragmode: "zoom",
  };
  const config = { responsive: true, displayModeBar: false, doubleClick: "reset", showTips: false };
  const axes = Object.keys(layout).filter(name => /^[xy]axis\d*$/.test(name));
  const start = Object.fromEntries(axes.map(name => [`${name}.range`, [...layout[name].range]]));

  // Ranges of logarithmic axes are logarithms already, so one rule serves both kinds.
  const change = rule => {
    const update = {};
    for (const name of axes) {
      const [from, to] = plot._fullLayout[name].range.map(Number);
      update[`${name}.range`] = rule(name[0], from, to);
    }
    Plotly.relayout(plot, update);
  };
  const zoom = factor => change((_, from, to) => {
    const middle = (from + to) / 2, half = factor * (to - from) / 2;
    return [middle - half, middle + half];
  });
  const move = (axis, part) => change((name, from, to) => {
    const step = name === axis ? part * (to - from) : 0;
    return [from + step, to + step];
  });
  const picture = () => {
    const pressed = root.classList.toggle("printed");
    document.querySelector("[data-do=picture]").setAttribute("aria-pressed", String(pressed));
    if (!pressed) {
      Plotly.Plots.resize(plot);
    }
  };
  const actions = { in: () => zoom(0.7), out: () => zoom(1 / 0.7), reset: () => Plotly.relayout(plot, start), picture };
  const keys = {
    "+": actions.in, "=": actions.in, "-": actions.out, "0": actions.reset,
    ArrowLeft: () => move("x", -0.1), ArrowRight: () => move("x", 0.1), ArrowUp: () => move("y", 0.1), ArrowDown: () => move("y", -0.1),
  };

  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", actions[button.dataset.do]);
  }
  plot.parentElement.addEventListener("keydown", event => {
    if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  Plotly.newPlot(plot, figure.data, layout, config).then(() => { plot.dataset.ready = "true"; });
})();
