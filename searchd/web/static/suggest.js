// Suggestions under the search box: a combobox with a list (ARIA 1.2). The form works without it.
"use strict";
for (const box of document.querySelectorAll('input[type="search"][name="q"]')) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let wanted = 0, chosen = -1;
  list.id = box.id + "-suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "unseen";
  status.setAttribute("aria-live", "polite");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  box.closest(".row").after(list, status);

  const close = () => {
    wanted += 1; // what is still on its way comes too late
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (number) => {
    const options = [...list.children];
    chosen = options.length ? (number + options.length) % options.length : -1;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    if (chosen >= 0) box.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const option = document.createElement("li");
      const kind = document.createElement("span");
      option.id = list.id + "-" + i;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dir = "auto";
      option.dataset.url = suggestion.url;
      option.textContent = suggestion.text + " ";
      kind.className = "why";
      kind.textContent = suggestion.kind === "title" ? "document" : suggestion.kind + ", " + suggestion.count;
      option.append(kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(suggestion.url); });
      return option;
    }));
    status.textContent = suggestions.length ? suggestions.length + " suggestions" : "";
    if (!suggestions.length) return close();
    list.hidden = false;
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-expanded", "true");
  };
  box.addEventListener("input", async () => {
    const number = ++wanted;
    if (box.value.trim() === "") return close();
    try {
      const answer = await fetch("/api/v1/suggest?q=" + encodeURIComponent(box.value));
      if (answer.ok && number === wanted) show((await answer.json()).suggestions);
    } catch { if (number === wanted) close(); }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); return close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      wanted += 1; // whoever chooses is not to have the list changed beneath them
      mark(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
  box.addEventListener("blur", close);
}
