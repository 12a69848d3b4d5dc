// Which idea grew out of which: the trees that the page's studies are in.

const SHOWN_CHANGES = 6;

function makeLineage(root, ideas, studies, set) {
  const known = new Set(studies.map((study) => study.data.name));
  return {
    update(view) {
      show(
        root,
        el(
          "ul",
          {class: "tree"},
          ideas.map((idea) =>
            el(
              "li",
              {style: {marginLeft: `${idea.depth * 22}px`}, class: idea.study === view.study.data.name ? "here" : null},
              el(
                "div",
                {},
                known.has(idea.study) && idea.study !== view.study.data.name
                  ? el("button", {type: "button", class: "link", onclick: () => set(withStudy(idea.study))}, idea.study)
                  : el("strong", {}, idea.study),
                idea.title ? ` ${idea.title} ` : " ",
                idea.verdicts.map(([claim, verdict]) => [verdictBadge(verdict, claim), " "]),
              ),
              idea.is_orphan ? el("div", {class: "quiet"}, `follows ${idea.follows}, which is not in this store`) : null,
              idea.changes.slice(0, SHOWN_CHANGES).map((change) => el("div", {class: "quiet mono"}, change)),
              idea.changes.length > SHOWN_CHANGES
                ? el("div", {class: "quiet"}, `and ${count(idea.changes.length - SHOWN_CHANGES, "more change")}`)
                : null,
            ),
          ),
        ),
      );
    },
  };
}
