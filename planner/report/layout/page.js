
"use strict";
// Filters, marks and switches what already stands in the page; it writes no markup and asks for nothing.
(() => {
  const $ = (selector, of = document) => of.querySelector(selector);
  const $$ = (selector, of = document) => [...of.querySelectorAll(selector)];
  const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase()
    .replace(/\s+/g, " ").trim();
  const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  const MOST = 12; // people found that are offered as buttons

  for (const part of $$(".screen, #bar, #teamed")) part.hidden = false;
  const unit = $("#unit"), person = $("#person"), differing = $("#differing"), count = $("#count"), said = count.dataset;
  const scenario = $("#scenario"), changed = $("#changed"), teamed = $("#teamed"), teams = $$("#units > details");
  const places = $$(".who"); // every place a name stands
  const people = new Map(); // code → what it is searched by
  for (const place of places) people.has(place.dataset.who) || people.set(place.dataset.who, folded(place.textContent));
  const named = (place) => people.get(place.dataset.who);
  const rows = $$("#posts tbody").flatMap((body) => $$("tr:not(.part)", body).map((row) => ({
    row, unit: body.dataset.unit, differs: "differs" in row.dataset, who: $$(".who", row),
  })));
  const lost = new Map( // column → what stands there in place of a slate
    rows.slice(0, 1).flatMap(({ row }) => $$(".lost", row)).map((cell) => [cell.cellIndex - 1, cell.textContent]));
  const held = new Map(teams.map((team) => [team, $$(".who", team)]));
  let chosen = ""; // the person marked everywhere

  const text = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });

  function filter() {
    const wanted = folded(person.value), found = (who) => who.some((place) => named(place).includes(wanted));
    const fits = (line) => (!unit.value || line.unit === unit.value) && (!wanted || found(line.who));
    let shown = 0, more = 0;
    for (const line of rows) {
      const fit = fits(line), visible = fit && (line.differs || !differing.checked);
      line.row.hidden = !visible;
      shown += visible;
      more += fit && !visible;
    }
    let units = 0;
    for (const body of $$("#posts tbody")) {
      body.hidden = !$$("tr:not(.part)", body).some((row) => !row.hidden);
      units += !body.hidden;
    }
    let open = 0;
    for (const team of teams) {
      const moved = team.dataset.moved.split(" ").map(Number), at = scenario.value;
      const moves = at === "" ? moved.some(Boolean) : moved[at] > 0;
      team.hidden = (unit.value && team.dataset.unit !== unit.value) || (wanted && !found(held.get(team)))
        || (changed.checked && !moves);
      open += !team.hidden;
    }
    for (const place of places) place.classList.toggle("found", wanted !== "" && named(place).includes(wanted));
    const force = [];
    if (unit.value) force.push(filled(said.unit, { name: unit.selectedOptions[0].textContent.replace(/ \*$/, "") }));
    if (wanted) force.push(filled(said.person, { text: person.value.trim() }));
    if (differing.checked) force.push(said.differing);
    count.textContent = [
      filled(said.shown, { shown, all: rows.length, units }),
      force.length ? filled(said.force, { filters: force.join("; ") }) : "",
      (unit.value || wanted) && more ? filled(said.hidden, { count: more }) : "",
    ].filter(Boolean).join(" ");
    if (teamed) teamed.textContent = [filled(teamed.dataset.shown, { shown: open, all: teams.length }),
      changed.checked ? filled(said.force, { filters: teamed.dataset.changed }) : ""].filter(Boolean).join(" ");
    offer(wanted);
  }

  function offer(wanted) {
    const codes = wanted ? [...people.keys()].filter((code) => people.get(code).includes(wanted)) : chosen ? [chosen] : [];
    const list = $("#found ul");
    list.replaceChildren(...codes.slice(0, MOST).map((code) => {
      const place = places.find((one) => one.dataset.who === code), item = document.createElement("li");
      const button = text("button", place.textContent.trim());
      button.type = "button";
      button.dataset.pick = code;
      button.setAttribute("aria-pressed", String(code === chosen));
      item.append(button);
      return item;
    }));
    if (codes.length > MOST) list.append(text("li", filled(said.more, { count: codes.length - MOST })));
    $("#found").hidden = !codes.length;
  }

  function mark(code) {
    chosen = code === chosen ? "" : code;
    for (const place of places) place.classList.toggle("hit", place.dataset.who === chosen);
    for (const button of $$("[data-pick]")) button.setAttribute("aria-pressed", String(button.dataset.pick === chosen));
    const where = $("#where");
    where.hidden = !chosen;
    if (!chosen) return;
    $("strong", where).textContent = filled(said.where, { name: places.find((one) => one.dataset.who === chosen).textContent.trim() });
    const heads = $$("#posts thead th").slice(1).map((head) => ($(".letter", head) || head).textContent.trim());
    const posts = heads.map(() => []);
    for (const { row, who } of rows) {
      if (!who.some((place) => place.dataset.who === chosen)) continue;
      const title = $("th", row).textContent.trim(), body = $(".part", row.parentNode).textContent.trim();
      let at = 0;
      for (const cell of $$("td", row)) {
        const name = $(".who", cell);
        for (let left = cell.colSpan; left; left--, at++)
          if (name && name.dataset.who === chosen) posts[at].push(`${title}, ${body}`);
      }
    }
    const alike = new Map(); // where → the columns
    heads.forEach((head, at) => {
      const place = posts[at].join("; ") || lost.get(at) || said.nowhere;
      alike.set(place, [...(alike.get(place) || []), head]);
    });
    $("dl", where).replaceChildren(...[...alike].flatMap(([place, columns]) =>
      [text("dt", columns.join(", ")), text("dd", place)]));
  }

  function switched() {
    for (const cell of $$("#units .s"))
      cell.hidden = scenario.value !== "" && !cell.classList.contains("s" + scenario.value);
    $("#units").classList.toggle("narrow", scenario.value !== ""); // two columns on paper
    filter();
  }

  function clear() {
    unit.value = person.value = "";
    differing.checked = false;
    if (chosen) mark(chosen);
    const within = $("#found").contains(document.activeElement);
    filter();
    if (within) person.focus(); // what had the focus is gone
  }

  for (const part of [unit, differing, changed]) part && part.addEventListener("change", filter);
  person.addEventListener("input", filter);
  $("#filter").addEventListener("submit", (event) => event.preventDefault());
  $("#clear").addEventListener("click", clear);
  if (scenario) {
    scenario.addEventListener("change", switched);
    $("#open").addEventListener("click", () => teams.forEach((team) => { team.open = !team.hidden; }));
    $("#close").addEventListener("click", () => teams.forEach((team) => { team.open = false; }));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]"), place = event.target.closest(".who");
    if (button) mark(button.dataset.pick);
    else if (place && !event.target.closest("summary")) { mark(place.dataset.who); offer(folded(person.value)); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      person.focus();
      person.select();
    } else if (event.key === "Escape") clear();
  });
  // A link into a closed part opens it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1)); // our own ids need no decoding
    const part = target && target.closest("details");
    if (part) { part.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();
  // On paper everything is open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = $$("details:not([open])");
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => closed.forEach((part) => { part.open = false; }));
  $("#print").addEventListener("click", () => print());

  // What is jumped to comes to stand below the bar that stays.
  const bar = $("#bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px")).observe(bar);

  if (scenario) switched(); else filter();
})();
