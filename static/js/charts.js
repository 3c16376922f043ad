// Draws a chart above every <table data-chart="bar|column|line|pie">: first column names, the others
// numbers, one series each; a column or row with data-chart-skip (sums, empty places) is left out. The table stays: it is the chart's text.
//   data-chart-stacked  on a bar chart puts the series on top of one another
//   data-chart-unit     a word behind the numbers
import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers"; // the SVG one writes style attributes, which the CSP refuses

echarts.use([BarChart, LineChart, PieChart, CanvasRenderer, GridComponent, LegendComponent, TooltipComponent]);

const language = document.documentElement.lang || "id";
const format = (value) => new Intl.NumberFormat(language).format(value);
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

// A cell may carry the bare number in data-value; else "1.234,5" (id) or "1,234.5" (en) is read.
function numberOf(cell) {
  if (cell.dataset.value) return Number(cell.dataset.value);
  const text = cell.textContent.trim();
  const plain = language === "id" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  const found = plain.match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : null; // "< 5" and "–" stay out of the picture
}

function read(table) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells]
    .map((cell, column) => ({ name: cell.textContent.trim(), column, skip: "chartSkip" in cell.dataset }))
    .filter(({ column, skip }) => column > 0 && !skip);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !("chartSkip" in row.dataset));
  const names = rows.map((row) => row.cells[0].textContent.trim());
  const series = heads.map(({ name, column }) => ({
    name,
    data: rows.map((row) => {
      const cell = row.cells[column];
      return cell && !/^\s*</.test(cell.textContent) ? numberOf(cell) : null;
    }),
  }));
  return { names, series };
}

function palette() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  return {
    ink: get("--ink"),
    muted: get("--muted"),
    line: get("--line"),
    surface: get("--surface"),
    colours: [get("--chart-1"), get("--chart-2"), get("--chart-3"), get("--chart-4"), get("--chart-5"), get("--chart-6")],
    font: getComputedStyle(document.body).fontFamily,
  };
}

function option(kind, { names, series }, table) {
  const look = palette();
  const unit = table.dataset.chartUnit ? ` ${table.dataset.chartUnit}` : "";
  const text = { color: look.ink, fontFamily: look.font, fontSize: 14 };
  const common = {
    color: look.colours,
    textStyle: text,
    animation: !calm,
    animationDuration: 500,
    tooltip: {
      trigger: kind === "pie" ? "item" : "axis",
      renderMode: "richText", // the HTML one needs inline styles
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: text,
      valueFormatter: (value) => (value === null || value === undefined ? "–" : format(value) + unit),
    },
  };
  if (kind === "pie") {
    return {
      ...common,
      legend: { bottom: 0, textStyle: text, icon: "circle" },
      series: [
        {
          type: "pie",
          radius: ["48%", "74%"],
          center: ["50%", "44%"],
          itemStyle: { borderColor: look.surface, borderWidth: 3 },
          label: { ...text, formatter: ({ value }) => format(value), fontWeight: 600 },
          labelLine: { length: 6, length2: 6 },
          data: names.map((name, index) => ({ name, value: series[0].data[index] })).filter((item) => item.value !== null),
        },
      ],
    };
  }
  const lying = kind === "bar"; // names of places are long: bars lie, and read from top to bottom
  const values = { type: "value", minInterval: 1, axisLabel: { color: look.muted, formatter: format, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } } };
  const labels = {
    type: "category",
    data: names,
    inverse: lying,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: { ...text, width: lying ? 110 : undefined, overflow: "break", hideOverlap: !lying },
  };
  return {
    ...common,
    grid: { left: 4, right: 20, top: 8, bottom: series.length > 2 ? 60 : series.length > 1 ? 36 : 4, containLabel: true },
    legend: series.length > 1 ? { bottom: 0, textStyle: text, icon: kind !== "line" ? "roundRect" : "circle" } : undefined,
    xAxis: lying ? values : labels,
    yAxis: lying ? labels : values,
    series: series.map((one) => ({
      ...one,
      type: kind === "column" ? "bar" : kind,
      stack: "chartStacked" in table.dataset ? "all" : undefined,
      barMaxWidth: 22,
      barCategoryGap: "30%",
      itemStyle: lying ? { borderRadius: "chartStacked" in table.dataset ? 0 : [0, 5, 5, 0] } : undefined,
      lineStyle: { width: 3 },
      symbol: "circle",
      symbolSize: 8,
    })),
  };
}

function draw(table) {
  const kind = table.dataset.chart;
  const data = read(table);
  if (!["bar", "column", "line", "pie"].includes(kind) || data.names.length === 0) return null;
  const place = document.createElement("div");
  place.className = "chart";
  place.setAttribute("aria-hidden", "true"); // the table below says the same
  if (kind === "bar") {
    const bars = data.names.length * ("chartStacked" in table.dataset ? 1 : data.series.length);
    place.classList.add(bars > 16 ? "chart-tallest" : bars > 7 ? "chart-taller" : "chart-plain");
  }
  const box = table.closest("details") ?? table.closest(".table-box") ?? table; // never inside a closed box
  box.before(place);
  const chart = echarts.init(place);
  chart.setOption(option(kind, data, table));
  new ResizeObserver(() => chart.resize()).observe(place);
  dark.addEventListener("change", () => chart.setOption(option(kind, data, table), true));
  return chart;
}

document.querySelectorAll("table[data-chart]").forEach(draw);
document.addEventListener("htmx:after:settle", (event) => {
  event.target.querySelectorAll?.("table[data-chart]").forEach((table) => {
    if (!table.closest(".table-box, details, .chart-card")?.parentElement?.querySelector(".chart")) draw(table);
  });
});
