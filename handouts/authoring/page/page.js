// Shows the sheet as it was last built, and what is wrong with what was saved since.
"use strict";
const pages = document.getElementById("pages");
const problems = document.getElementById("problems");
const state = document.getElementById("state");
let shown = -1;

function swap(src, alt, old) {
  const image = new Image();
  image.alt = alt;
  image.onload = () => (old ? old.replaceWith(image) : pages.append(image)); // the old page stays until the new is there
  image.src = src;
}

async function showPages(news) {
  if (!news.pictures) {
    const frame = document.createElement("iframe");
    frame.title = news.title;
    frame.src = `sheet.pdf?${news.version}`;
    pages.replaceChildren(frame);
    return;
  }
  const old = [...pages.children];
  for (const one of old.slice(news.pages)) one.remove();
  for (let n = 1; n <= news.pages; n++) swap(`page/${n}.png?${news.version}`, `Page ${n} of ${news.pages}`, old[n - 1]);
}

const events = new EventSource("events");
events.onmessage = (event) => {
  const news = JSON.parse(event.data);
  document.title = news.title;
  problems.textContent = news.problems.join("\n");
  problems.hidden = !news.problems.length;
  state.textContent = news.problems.length ? "Not built: this is the last good sheet." : news.told;
  if (news.version !== shown && news.pages) showPages(news);
  shown = news.version;
};
events.onerror = () => { state.textContent = "'handouts watch' has ended. This is the last good sheet."; };
