"use strict";
// What the page does without this script: all articles one after another, the three ways to show them, and links
// between a record and its card. The script adds filters, next and previous, and one article at a time.
document.documentElement.classList.add("js");

addEventListener("DOMContentLoaded", () => {
  const by = (id) => document.getElementById(id);
  const number = (count) => count.toLocaleString("en");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isMany = document.body.classList.contains("many");
  const contents = isMany ? [...by("contents").children] : [];
  const articles = all("article").map((element, n) => ({
    element,
    row: contents[n],
    name: contents[n]?.querySelector(".name").textContent.toLowerCase() ?? "",
    cards: all(".card", element),
  }));
  let shown; // the article that is open; none if the filters leave none
  let record = null; // the card at which the reader is, in that article

  const places = new Map(); // the id of a card -> the marks of its record
  for (const mark of all("mark")) {
    const card = `c${mark.closest("article").id.slice(1)}-${mark.dataset.record}`;
    if (!places.has(card)) places.set(card, []);
    places.get(card).push(mark);
  }
  const marks = (card) => places.get(card.id) ?? [];
  const seen = (one) => one?.cards.filter((card) => !card.classList.contains("off")) ?? [];
  const left = () => articles.filter((one) => !one.row?.classList.contains("off"));

  function open(one) {
    if (one !== shown) light(null);
    shown?.element.classList.remove("on");
    shown?.row?.firstElementChild.removeAttribute("aria-current");
    shown = one;
    shown?.element.classList.add("on");
    shown?.row?.firstElementChild.setAttribute("aria-current", "true");
    shown?.row?.scrollIntoView({ block: "nearest" });
  }

  // Make a record the one at which the reader is, or none.
  function light(card) {
    if (record) [record, ...marks(record)].forEach((element) => element.classList.remove("on"));
    record = card;
    if (record) [record, ...marks(record)].forEach((element) => element.classList.add("on"));
  }

  // Follow a link of the page: to an article, to a record's place in the source, or to its card.
  function follow() {
    const target = by(location.hash.slice(1));
    const one = target && articles.find(({ element }) => element.contains(target));
    if (!one) return;
    open(one);
    const card = target.closest(".card") ?? by(target.id.replace(/^m/, "c"));
    light(card?.classList.contains("card") ? card : null);
    count();
    target.scrollIntoView({ block: target === one.element ? "start" : "center" });
    (target.closest(".card, article") ?? target).focus({ preventScroll: true });
  }

  function go(step) {
    let cards = seen(shown);
    let at = cards.indexOf(record) + step;
    if (!cards.includes(record)) at = step > 0 ? 0 : -1;
    if (!(at in cards)) {
      const withRecords = left().filter((one) => one === shown || seen(one).length);
      const next = withRecords[withRecords.indexOf(shown) + step];
      if (!next) return;
      open(next);
      cards = seen(next);
      at = step > 0 ? 0 : cards.length - 1;
    }
    by("marked").checked = true; // elsewhere no record is seen
    light(cards[at]);
    const [mark] = marks(cards[at]);
    mark?.scrollIntoView({ block: "center" });
    cards[at].scrollIntoView({ block: "nearest" });
    cards[at].focus({ preventScroll: true });
    count();
  }

  function count() {
    const there = left();
    const records = there.reduce((sum, one) => sum + seen(one).length, 0);
    const cards = seen(shown);
    const where = record ? ` – at ${number(cards.indexOf(record) + 1)} of ${number(cards.length)}` : "";
    by("total").textContent =
      (isMany ? `${number(there.length)} article${there.length === 1 ? "" : "s"}, ` : "") +
      `${number(records)} record${records === 1 ? "" : "s"}${where}`;
  }

  function filter() {
    const kinds = new Set(all("input[name=kind]:checked").map((box) => box.value));
    const platform = by("platform").value;
    const sure = Number(by("sure").value);
    const words = by("find")?.value.trim().toLowerCase() ?? "";
    const isAll = kinds.size === 3 && !platform && sure > 1;
    for (const one of articles) {
      for (const card of one.cards) {
        const { dataset } = card;
        const isOff =
          !kinds.has(dataset.kind) || (platform && dataset.platform !== platform) || Number(dataset.sure) >= sure;
        if (card.classList.contains("off") === isOff) continue;
        card.classList.toggle("off", isOff);
        marks(card).forEach((mark) => mark.classList.toggle("off", isOff));
      }
      if (!one.row) continue;
      const records = seen(one).length;
      one.row.classList.toggle("off", !one.name.includes(words) || !(isAll || records));
      one.row.querySelector(".count").textContent = records;
    }
    if (record?.classList.contains("off")) light(null);
    const there = left();
    open(there.includes(shown) ? shown : there[0]);
    count();
  }

  const keys = { n: () => go(1), p: () => go(-1), 1: () => by("marked").click(), 2: () => by("prose").click(), 3: () => by("source").click() };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !by("keys").checked) return;
    if (event.target.matches("input[type=search], select") || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("click", (event) => {
    const mark = event.target.closest("mark:not(.off)");
    if (!mark || event.target.closest("a")) return;
    light(by(`c${shown.element.id.slice(1)}-${mark.dataset.record}`));
    count();
    const cards = record.parentElement;
    if (cards.scrollHeight > cards.clientHeight) record.scrollIntoView({ block: "nearest" }); // they stand beside the text
  });
  by("next").addEventListener("click", () => go(1));
  by("previous").addEventListener("click", () => go(-1));
  all("input[name=kind], #platform, #sure").forEach((input) => input.addEventListener("change", filter));
  by("find")?.addEventListener("input", filter);
  addEventListener("hashchange", follow);

  filter();
  follow();
});
