// The idea and its claims: what was believed, and what the runs say to it.

function verdictBadge(verdict, name) {
  const mark = {supported: "\u2713", refuted: "\u2717", undecided: "?"}[verdict] || "\u2013";
  return el(
    "span",
    {class: `badge ${verdict.replace(" ", "-")}`},
    el("span", {"aria-hidden": "true"}, mark + " "),
    name ? `${name} ${verdict}` : verdict,
  );
}

function makeIdea(root) {
  return {
    update(view) {
      const {data} = view.study;
      show(
        root,
        data.why ? el("p", {class: "why"}, data.why) : el("p", {class: "quiet"}, "The study does not say why."),
        data.tags.length || data.follows
          ? el(
              "p",
              {class: "quiet"},
              data.tags.map((tag) => [el("span", {class: "tag"}, tag), " "]),
              data.follows ? `follows ${data.follows}` : "",
            )
          : null,
        el("div", {class: "claims"}, data.claims.map(claimCard)),
        data.claims.length ? null : el("p", {class: "quiet"}, "It makes no claims: idea.claims declares what the runs are to decide."),
      );
    },
  };
}

function claimCard(claim) {
  return el(
    "article",
    {class: "claim"},
    el("h3", {}, verdictBadge(claim.verdict, claim.name), claim.post_hoc ? el("span", {class: "badge post-hoc"}, "post hoc") : null),
    el("p", {class: "sentence"}, claim.sentence || ""),
    typeof claim.mean === "number" ? differencePicture(claim) : null,
    el("p", {class: "evidence"}, claim.evidence),
    claim.command ? el("p", {}, "More seeds: ", el("code", {}, claim.command)) : null,
    (claim.notes || []).length
      ? el(
          "details",
          {},
          el("summary", {}, "How it was judged"),
          el(
            "ul",
            {},
            claim.notes.map((note) => el("li", {}, note)),
          ),
        )
      : null,
  );
}

/** The mean difference and its interval against zero; what is right of zero speaks for the claim. */
function differencePicture(claim) {
  const width = 420;
  const height = 54;
  const values = [0, claim.by, claim.mean, claim.low, claim.high].filter((x) => typeof x === "number");
  const scale = numberScale(values, 12, width - 12, false, 0.15);
  const interval = claim.low === null ? "no interval" : `95 % interval ${format(claim.low)} to ${format(claim.high)}`;
  const text = `mean difference ${signed(format(claim.mean))}, ${interval}`;
  const picture = svg(
    "svg",
    {class: "difference", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${text}; positive values speak for the claim`},
    scale
      .ticks(5)
      .map(([x, label]) => [
        svg("line", {class: "grid", x1: scale(x), x2: scale(x), y1: 4, y2: 36}),
        svg("text", {class: "tick", x: scale(x), y: 50, "text-anchor": "middle"}, label),
      ])
      .flat(),
    svg("line", {class: "zero", x1: scale(claim.by), x2: scale(claim.by), y1: 2, y2: 38}),
    claim.low === null
      ? null
      : svg("line", {class: `interval ${claim.verdict}`, x1: scale(claim.low), x2: scale(claim.high), y1: 20, y2: 20}),
    svg("circle", {class: `mean ${claim.verdict}`, cx: scale(claim.mean), cy: 20, r: 5}),
  );
  return el(
    "figure",
    {class: "estimate"},
    picture,
    el("figcaption", {}, `${text}${claim.d === null ? "" : `, d = ${format(claim.d, 3)}`}`),
  );
}
