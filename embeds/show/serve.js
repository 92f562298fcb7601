"use strict";
// Send what is pasted or dropped to the tool on this machine, draw the answer, and keep the reader's corrections until
// they are downloaded. Words are set as text, never as markup. Offsets are code points, as everywhere in embeds.
addEventListener("DOMContentLoaded", () => {
  const by = (id) => document.getElementById(id);
  const input = by("input");
  let name = "pasted";
  let found = null; // the last answer
  let judged = []; // for each of its fragments "right", "wrong" or null
  let added = []; // fragments that the reader found missing
  let sum = ""; // what is said of the answer
  let asked = null; // the request that is under way
  let bytes = null; // of a file that was dropped and not changed since

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const body = bytes ?? new TextEncoder().encode(input.value);
    if (body.length > Number(document.body.dataset.longest)) return say("too long for this tool; use `embeds clean`");
    const query = by("html").checked ? "?html" : "";
    try {
      const answer = await fetch(`clean${query}`, { method: "POST", body, signal: asked.signal });
      const made = await answer.json();
      if (!answer.ok) return say(made.error);
      found = made;
      judged = found.fragments.map(() => null);
      added = [];
      draw();
    } catch (error) {
      if (error.name !== "AbortError") say("the tool does not answer; is `embeds serve` still running?");
    }
  }

  const say = (words) => (by("total").textContent = words);

  function draw() {
    const points = [...found.text]; // code points
    const tiles = cut(found.tiles);
    by("text").replaceChildren(
      ...tiles.map(([start, end, record, isKept, isAdded]) => {
        const words = points.slice(start, end).join("");
        const number = record + 1;
        const kind = isAdded ? added[record].kind : record === null ? null : found.fragments[record].kind;
        const made = element(kind ? "mark" : "span", { "data-start": start }, words);
        if (kind) made.classList.add(kind);
        if (!isKept) made.classList.add("gone");
        if (kind && !isAdded) made.dataset.record = record;
        if (kind && !isAdded && judged[record] === "wrong") made.classList.add("wrong");
        if (kind && !isAdded && start === found.fragments[record].start) made.setAttribute("data-n", number);
        return made;
      }),
    );
    by("cards").replaceChildren(...found.cards.map(card), ...added.map(missing));
    const [all, kept] = [points, [...found.prose]].map((one) => one.length.toLocaleString("en"));
    const count = found.cards.length;
    sum = `${count.toLocaleString("en")} record${count === 1 ? "" : "s"}, ${kept} of ${all} characters are prose`;
    tell();
  }

  // Say how far the reader is.
  function tell() {
    const done = judged.filter(Boolean).length;
    say(`${sum}; ${done} judged, ${added.length} added`);
    by("download").disabled = !done && !added.length;
  }

  // Draw a record again once it was judged, and no other: there may be thousands.
  function drawJudged(n) {
    by("cards").children[n].replaceWith(card(found.cards[n], n));
    const marks = by("text").querySelectorAll(`[data-record="${n}"]`);
    marks.forEach((mark) => mark.classList.toggle("wrong", judged[n] === "wrong"));
    tell();
  }

  // Cut the tiles of prose where the reader added a fragment.
  function cut(tiles) {
    const edges = added.flatMap(({ start, end }) => [start, end]);
    return tiles.flatMap(([start, end, record, isKept]) => {
      const inside = [start, ...edges.filter((edge) => edge > start && edge < end).sort((a, b) => a - b), end];
      return inside.slice(1).map((stop, n) => {
        const number = record === null ? added.findIndex((one) => one.start <= inside[n] && inside[n] < one.end) : -1;
        return number < 0 ? [inside[n], stop, record, isKept, false] : [inside[n], stop, number, false, true];
      });
    });
  }

  function card({ title, kind, rows }, n) {
    const list = element("dl");
    for (const [label, value] of rows) list.append(element("dt", {}, label), element("dd", { dir: "auto" }, value));
    const buttons = ["right", "wrong"].map((verdict) => {
      const button = element("button", { type: "button", "aria-pressed": judged[n] === verdict }, verdict);
      button.addEventListener("click", () => {
        judged[n] = judged[n] === verdict ? null : verdict;
        drawJudged(n);
        by("cards").children[n].querySelectorAll("button")[verdict === "right" ? 0 : 1].focus();
      });
      return button;
    });
    const made = element("li", { class: `card ${kind}` }, element("h3", { "aria-level": 2 }, element("span", { class: "n" }, n + 1), " ", title), list);
    made.append(element("div", { class: "judge", role: "group", "aria-label": `record ${n + 1} is` }, ...buttons));
    if (judged[n] === "wrong") made.classList.add("wrong");
    return made;
  }

  function missing(one, n) {
    const button = element("button", { type: "button" }, "take back");
    button.addEventListener("click", () => (added.splice(n, 1), draw()));
    const words = [...found.text].slice(one.start, one.end).join("");
    return element("li", { class: `card ${one.kind}` }, element("h3", { "aria-level": 2 }, `missing ${one.kind}`), element("p", {}, words), button);
  }

  // Return the offset in the source of an end of the selection, or null outside the text.
  function offset(node, at) {
    const tile = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-start]");
    if (!tile || !by("text").contains(tile) || node.nodeType !== Node.TEXT_NODE) return null;
    return Number(tile.dataset.start) + [...node.data.slice(0, at)].length;
  }

  function selected() {
    const selection = getSelection();
    if (!found || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const points = [...found.text];
    while (start < end && !points[start].trim()) start++;
    while (end > start && !points[end - 1].trim()) end--;
    const taken = [...found.fragments.filter((_, n) => judged[n] !== "wrong"), ...added];
    return start < end && !taken.some((one) => one.start < end && start < one.end) ? { start, end } : null;
  }

  // A line is whole if every record was judged; else it counts for what is in it alone, and says "partial".
  function line() {
    const right = found.fragments.filter((_, n) => judged[n] === "right");
    const fragments = [...right, ...added].sort((a, b) => a.start - b.start);
    return { id: name, source: name, text: found.text, fragments, partial: judged.includes(null) };
  }

  function download() {
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(line())}\n`], { type: "application/jsonl" }));
    element("a", { href: url, download: `${name.replace(/[^\w.-]+/g, "_")}.labels.jsonl` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  async function read(file) {
    name = file.name;
    bytes = new Uint8Array(await file.arrayBuffer());
    by("html").checked = /\.x?html?$/i.test(name);
    if (!by("html").checked) document.querySelector("input[value=text]").checked = true;
    input.value = new TextDecoder().decode(bytes.subarray(0, Number(document.body.dataset.longest)));
    ask();
  }

  let timer;
  input.addEventListener("input", () => {
    bytes = null;
    name = "pasted";
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  document.querySelectorAll("input[name=as]").forEach((radio) => radio.addEventListener("change", ask));
  addEventListener("dragover", (event) => (event.preventDefault(), document.body.classList.add("over")));
  addEventListener("dragleave", () => document.body.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  by("file").addEventListener("change", () => by("file").files[0] && read(by("file").files[0]));
  const adders = [...document.querySelectorAll("[data-add]")];
  document.addEventListener("selectionchange", () => adders.forEach((button) => (button.disabled = !selected())));
  adders.forEach((button) => {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => {
      const place = selected();
      if (!place) return;
      added.push({ kind: button.dataset.add, platform: null, ...place, fields: {} });
      draw();
    });
  });
  by("download").addEventListener("click", download);
});
