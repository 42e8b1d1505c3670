// Draws the charts of a report from the JSON beside them, and prints. Without it the tables say the same.
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
  if (!window.echarts) return;

  // Told apart by lightness too, not by colour alone.
  const levels = ["#1b5e20", "#66a96b", "#e3b341", "#a3261e"];
  const words = new Intl.NumberFormat("vi-VN");
  const narrow = innerWidth < 600;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function colours() {
    const style = getComputedStyle(document.body);
    return { ink: style.color, line: style.getPropertyValue("--tblr-border-color") || "#999" };
  }

  function base(ink) {
    return {
      animation: !still,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink, fontSize: 14 },
      tooltip: { renderMode: "richText", confine: true },
      aria: { enabled: false },
    };
  }

  function labels(names, ink) {
    return { type: "category", data: names, inverse: true, axisLabel: { color: ink, width: narrow ? 110 : 200, overflow: "truncate" } };
  }

  function value(name, ink, line) {
    return {
      type: "value", name: name, nameLocation: "middle", nameGap: 34, nameTextStyle: { color: ink },
      axisLabel: { color: ink, formatter: (n) => words.format(n), hideOverlap: true }, minInterval: 1, splitNumber: narrow ? 3 : 5, splitLine: { lineStyle: { color: line } },
    };
  }

  const draw = {
    levels(data, c) {
      const wholes = data.parts.map((row) => row.reduce((a, b) => a + b, 0));
      return {
        grid: { left: 8, right: 20, top: 40, bottom: 8, containLabel: true },
        legend: { top: 0, type: narrow ? "scroll" : "plain", textStyle: { color: c.ink } },
        yAxis: labels(data.labels, c.ink),
        xAxis: { ...value("", c.ink, c.line), max: 100, axisLabel: { color: c.ink, formatter: "{value}%", hideOverlap: true } },
        series: data.names.map((name, at) => ({
          name: name, type: "bar", stack: "levels", itemStyle: { color: levels[at] }, barMaxWidth: 26,
          data: data.parts.map((row, unit) => (100 * row[at]) / wholes[unit]),
          tooltip: { valueFormatter: (share) => share.toLocaleString("vi-VN", { maximumFractionDigits: 1 }) + "%" },
        })),
      };
    },
    waterfall(data, c) {
      const colour = (change) => (change > 0 ? "#2b7a3d" : change < 0 ? "#a3261e" : "#4b5567");
      const sign = (step) => (step[2] > 0 ? "+" : "") + words.format(step[2] || step[1]);
      return {
        grid: { left: 8, right: 70, top: 8, bottom: 8, containLabel: true },
        yAxis: labels(data.labels, c.ink),
        xAxis: { ...value("", c.ink, c.line), min: (range) => Math.floor(smallest(data.steps) * 0.95) },
        tooltip: { show: false },
        series: [
          { type: "bar", stack: "w", silent: true, itemStyle: { color: "transparent" }, data: data.steps.map((s) => s[0]) },
          {
            type: "bar", stack: "w", barMaxWidth: 26,
            data: data.steps.map((s) => ({ value: s[1] - s[0], itemStyle: { color: colour(s[2]) } })),
            label: { show: true, position: "right", color: c.ink, formatter: (p) => sign(data.steps[p.dataIndex]) },
          },
        ],
      };
    },
    plan(data, c) {
      return {
        grid: { left: 8, right: 30, top: 40, bottom: 8, containLabel: true },
        legend: { top: 0, type: narrow ? "scroll" : "plain", textStyle: { color: c.ink } },
        yAxis: labels(data.labels, c.ink),
        xAxis: value("", c.ink, c.line),
        series: [
          { name: data.names[0], type: "bar", barMaxWidth: 26, itemStyle: { color: "#2f7fc1" }, data: data.admitted, label: { show: true, position: "insideLeft", color: "#fff" } },
          { name: data.names[1], type: "scatter", symbol: "rect", symbolSize: [4, 24], itemStyle: { color: c.ink }, data: data.plan },
        ],
      };
    },
    funnel(data, c) {
      const names = data.names;
      const limit = (at, name, type) => ({
        name: name, type: "line", symbol: "none", silent: true, lineStyle: { type: type, color: c.ink, width: 1 },
        itemStyle: { color: c.ink }, data: data.limits.map((row) => [row[0], row[at]]),
      });
      const level = (at, name, colour) => ({
        name: name, type: "line", symbol: "none", silent: true, lineStyle: { color: colour, width: 2 }, itemStyle: { color: colour },
        data: [[0, at], [data.limits[data.limits.length - 1][0], at]],
      });
      const dots = (over, name, symbol, colour) => ({
        name: name, type: "scatter", symbol: symbol, symbolSize: 11, itemStyle: { color: colour, opacity: 0.85 },
        data: data.points.filter((p) => p[3] === over),
        tooltip: { formatter: (p) => p.data[2] + "\n" + names.x + ": " + words.format(p.data[0]) + "\n" + names.y + ": " + words.format(p.data[1]) },
      });
      return {
        grid: { left: 56, right: 20, top: 70, bottom: 48 },
        legend: { top: 0, type: narrow ? "scroll" : "plain", textStyle: { color: c.ink } },
        xAxis: value(names.x, c.ink, c.line),
        yAxis: { ...value(names.y, c.ink, c.line), min: 0 },
        series: [
          dots(false, names.unit, "circle", "#2f7fc1"),
          dots(true, names.over, "diamond", "#a3261e"),
          level(data.mean, names.mean, "#4b7a3d"),
          ...(data.cap === null ? [] : [level(data.cap, names.cap, "#d9a400")]),
          limit(2, names.two, "dashed"), { ...limit(3, names.two, "dashed") },
          limit(1, names.three, "dotted"), { ...limit(4, names.three, "dotted") },
        ],
      };
    },
  };

  function smallest(steps) {
    const stock = steps.filter((s) => s[2] === 0).map((s) => s[1]);
    const low = steps.filter((s) => s[2] !== 0).map((s) => s[0]);
    return Math.min(...stock, ...low);
  }

  const drawn = [];
  document.querySelectorAll("[data-chart]").forEach((place) => {
    const data = JSON.parse(document.getElementById(place.dataset.from).textContent);
    const rows = (data.labels || []).length;
    const c = colours();
    const size = rows ? { height: Math.max(180, 70 + rows * 34) } : {};
    const chart = echarts.init(place, null, { renderer: "svg", ...size });
    if (rows) place.classList.add("is-tall");
    chart.setOption({ ...base(c.ink), ...draw[place.dataset.chart](data, c) });
    drawn.push(chart);
  });
  window.addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
})();
