// Charts of the overview, drawn by uPlot: months from right to left, Persian digits, the page's own colours.

const data = JSON.parse(document.getElementById("charts").textContent);
const months = data.names.map((_, at) => at);
const digits = (number) => number.toLocaleString("fa-IR");

function draw(box) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => {
    const probe = document.createElement("i");
    probe.className = `ink-${name}`;
    box.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const font = `13px ${style.getPropertyValue("--font") || "Vazirmatn"}`;
  const names = box.dataset.series.split(" ");
  const inks = [colour("accent"), colour("calm")];
  const [ink, line] = [colour("soft"), colour("line")];
  const every = box.clientWidth < 480 ? 3 : 2;
  const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  const bars = uPlot.paths.bars({ size: [0.7, 40] });
  box.replaceChildren();
  new uPlot(
    {
      width: box.clientWidth,
      height: 260,
      padding: [12, 12, 0, 12],
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, dir: -1, range: [-0.6, months.length - 0.4] }, y: { range: (u, low, high) => [0, Math.max(4, Math.ceil(high * 1.15))] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 44,
          splits: () => months.filter((at) => (months.length - 1 - at) % every === 0),
          values: (u, splits) => splits.map((at) => data.names[at]?.split(" ")[0] ?? ""),
        },
        { ...axis, side: 1, size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], values: (u, splits) => splits.map(digits) },
      ],
      series: [
        { label: document.querySelector(".chart + .more th")?.textContent ?? "", value: (u, at) => data.names[at] ?? "–" },
        ...names.map((name, at) => ({
          label: data.labels[name],
          stroke: inks[at],
          width: 2,
          fill: at === 0 ? inks[0] : undefined,
          paths: at === 0 ? bars : uPlot.paths.linear(),
          points: { show: at > 0, size: 7, fill: inks[at] },
          value: (u, found) => (found == null ? "–" : digits(found)),
        })),
      ],
    },
    [months, ...names.map((name) => data[name])],
    box,
  );
}

const all = () => document.querySelectorAll(".chart").forEach(draw);
document.fonts.ready.then(all);
let waiting;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(all, 150);
});
new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["data-theme"] });
