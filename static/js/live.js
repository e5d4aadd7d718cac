// Keeps a region fresh: <div id="…" data-live="5" data-pause="Stop refreshing" data-resume="Refresh again">.
// The page is fetched anew and the region replaced while the page is seen, until the server leaves out data-live.
const start = (region) => {
  const seconds = Number(region.dataset.live) || 5;
  const button = document.createElement("button");
  let paused = false;
  let failures = 0;

  const label = () => { button.textContent = paused ? region.dataset.resume : region.dataset.pause; };
  button.type = "button";
  button.className = "button secondary small";
  button.addEventListener("click", () => { paused = !paused; label(); });
  label();
  region.before(button);

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (fresh && !region.contains(document.activeElement)) region.replaceChildren(...fresh.childNodes);
    return Boolean(fresh?.hasAttribute("data-live"));
  };

  const tick = async () => {
    let more = true;
    if (!paused && document.visibilityState === "visible") {
      try {
        more = await refresh();
        failures = 0;
      } catch {
        failures += 1;
      }
    }
    if (more) setTimeout(tick, seconds * 1000 * Math.min(2 ** failures, 12));
    else button.remove();
  };
  setTimeout(tick, seconds * 1000);
};

document.querySelectorAll("[data-live]").forEach(start);
