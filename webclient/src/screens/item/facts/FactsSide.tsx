import type { Item } from "../../../api";
import type { Chosen } from "../../../facts/fields";
import { useT } from "../../../i18n";
import item from "../item.module.css";
import { FactForm } from "./FactForm";
import { FactPanel } from "./FactPanel";
import { FactsPane, useRowInView } from "./FactsPane";
import type { FactsView } from "./useFacts";

/** The facts beside the text: what somebody is writing, the open one, or the list of all. */
export function FactsSide({
  of,
  reading,
  view,
  selected,
  select,
}: {
  of: Item;
  reading: string | undefined;
  view: FactsView;
  selected: Chosen | null;
  select: (range: { char_start: number; char_end: number }) => void;
}) {
  const t = useT();
  const { draft, open } = view;
  useRowInView(open === null && draft === null ? view.closed : null);
  return (
    <div className={item.sheetOfFacts} data-scrolls tabIndex={0} role="region" aria-label={t("side.facts")}>
      {draft !== null ? (
        <FactForm
          key={draft.of?.id ?? "new"}
          item={of.ref}
          reading={reading}
          draft={draft}
          selected={selected}
          change={view.write}
          done={(made) => {
            view.write(null);
            if (made !== null && draft.of === null) view.goTo(made);
          }}
          cancel={() => {
            view.write(null);
          }}
        />
      ) : open !== null ? (
        <FactPanel
          key={open.id}
          fact={open}
          names={view.names}
          back={view.close}
          step={view.step}
          go={select}
          show={view.showId}
          correct={view.correct}
        />
      ) : (
        <>
          {view.gone && <p role="note">{t("fact.gone")}</p>}
          <FactsPane query={view.query} facts={view.facts} names={view.names} open={view.show} />
        </>
      )}
    </div>
  );
}
