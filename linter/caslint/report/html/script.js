"use strict";
// The page is whole without this: here are only the filters, and folds that open before printing.
(function () {
  const choices = document.getElementById("filters");
  const findings = Array.from(document.querySelectorAll("details.finding"));
  const folds = Array.from(document.querySelectorAll("details.finding, details.protocol"));
  let opened = [];

  function field(name) {
    return document.getElementById("by-" + name);
  }

  function wanted() {
    const severities = ["error", "warning", "info"].filter((word) => field(word).checked);
    const words = field("words").value.trim().toLowerCase();
    const site = field("site").value;
    const rule = field("rule").value;
    return (one) =>
      severities.includes(one.dataset.severity) &&
      (site === "all" || one.dataset.site === site) &&
      (rule === "all" || one.dataset.rule === rule) &&
      (words === "" || one.textContent.toLowerCase().includes(words));
  }

  function narrow() {
    const counts = wanted();
    let number = 0;
    for (const one of findings) {
      one.hidden = !counts(one);
      number += one.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.object, section.site")) {
      const inside = Array.from(section.querySelectorAll("details.finding"));
      section.hidden = inside.length > 0 && inside.every((one) => one.hidden);
    }
    const every = number === findings.length;
    document.getElementById("shown").textContent = every
      ? number + " findings"
      : number + " of " + findings.length + " findings";
  }

  function unfold(open) {
    for (const one of findings) {
      one.open = open && !one.hidden;
    }
  }

  if (choices) {
    choices.hidden = false;
    choices.addEventListener("input", narrow);
    document.getElementById("expand").addEventListener("click", () => unfold(true));
    document.getElementById("collapse").addEventListener("click", () => unfold(false));
    narrow();
  }
  window.addEventListener("beforeprint", () => {
    opened = folds.filter((one) => !one.open);
    for (const one of opened) {
      one.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) {
      one.open = false;
    }
  });
})();
