/* Lists marked data-rows: arrow up and down move between the first links of their rows, across all lists of the page. */
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const here = event.target instanceof Element && event.target.closest("[data-rows] > li");
  if (!here) return;
  const rows = [...document.querySelectorAll("[data-rows] > li")];
  const next = rows[rows.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  const link = next && next.querySelector("a, button");
  if (!link) return;
  event.preventDefault();
  link.focus();
});
