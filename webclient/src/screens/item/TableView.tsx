import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { KeyboardEvent } from "react";

import type { Anchor, Item, Sheet, SheetCell, SheetWindow } from "../../api";
import { ROWS_PER_WINDOW, sheetWindow, sheets } from "../../client/queries";
import type { Range } from "../../client/queries";
import { useT } from "../../i18n";
import { Pager } from "../../parts/Pager";
import { ProblemNotice } from "../../parts/ProblemNotice";
import { Waiting } from "../../parts/Waiting";
import classes from "./table.module.css";

export interface TableViewProps {
  item: Item;
  /** The reading that the address cites, where it is not the newest. */
  reading: string | undefined;
  anchor: Anchor | null;
  range: Range | null;
  select: (range: Range | null) => void;
  /** What the address shows, and how to show another part. */
  shown: { sheet: string | undefined; row: number | undefined };
  show: (sheet: string, row: number | undefined) => void;
}

/** The tables of a workbook or of separated values, a window of rows at a time. */
export function TableView(props: TableViewProps) {
  const t = useT();
  const { item, reading } = props;
  const found = useQuery(sheets(item.ref, reading));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const first = found.data.find((each) => !each.name.startsWith("sqlite_")) ?? found.data[0];
  if (first === undefined) return <p className={classes.none}>{t("table.none")}</p>;
  const cited = props.anchor?.locators.find((locator) => locator.kind === "cell");
  const name = props.shown.sheet ?? cited?.sheet ?? first.name;
  const sheet = found.data.find((each) => each.name === name) ?? first;
  const row = props.shown.row ?? (cited?.sheet === sheet.name ? rowOf(cited.cell) : 1);
  return (
    <div className={classes.tables}>
      {found.data.length > 1 && (
        <div className={classes.tabs} role="group" aria-label={t("table.sheets")}>
          {found.data.map((each) => (
            <UnstyledButton
              key={each.name}
              aria-pressed={each === sheet}
              onClick={() => {
                props.show(each.name, undefined);
              }}
            >
              <bdi>{each.name}</bdi>
            </UnstyledButton>
          ))}
        </div>
      )}
      <Grid key={sheet.name} {...props} sheet={sheet} row={row} />
    </div>
  );
}

function rowOf(cell: string): number {
  return Number(/\d+$/.exec(cell)?.[0] ?? 1);
}

function Grid({ item, reading, sheet, row, range, select, show }: TableViewProps & { sheet: Sheet; row: number }) {
  const t = useT();
  const page = Math.floor((row - 1) / ROWS_PER_WINDOW) + 1;
  const found = useQuery(sheetWindow(item.ref, reading, sheet.name, (page - 1) * ROWS_PER_WINDOW + 1));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const rightToLeft = /^(ar|fa|he|ur|ps|ckb)\b/.test(item.language ?? "");
  return (
    <>
      <p className={classes.hint}>
        {t("table.size", { rows: sheet.rows, columns: sheet.columns })} {t("table.hint")}
        {found.data.more > 0 && ` ${t("table.more", { count: found.data.more })}`}
      </p>
      <div
        className={classes.scroll}
        dir={rightToLeft ? "rtl" : "ltr"}
        data-scrolls
        tabIndex={0}
        role="region"
        aria-label={t("table")}
      >
        <Cells window={found.data} range={range} select={select} />
      </div>
      <Pager
        page={page}
        perPage={ROWS_PER_WINDOW}
        total={sheet.rows}
        go={(to) => {
          show(sheet.name, (to - 1) * ROWS_PER_WINDOW + 1);
        }}
      />
    </>
  );
}

function Cells({
  window,
  range,
  select,
}: {
  window: SheetWindow;
  range: Range | null;
  select: (range: Range) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const rows = useMemo(() => byRow(window.cells), [window]);
  const cited = (cell: SheetCell): boolean =>
    range !== null && cell.char_start < range.char_end && range.char_start < cell.char_end;
  useEffect(() => {
    table.current?.querySelector("[data-cited=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [window, range?.char_start, range?.char_end]);
  return (
    <table ref={table} className={classes.grid} onKeyDown={stepInGrid}>
      <thead>
        <tr>
          <td />
          {window.columns.map((name, index) => (
            <th key={index} scope="col"><bdi>{name}</bdi></th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([number, cells]) => (
          <tr key={number}>
            <th scope="row">{number}</th>
            {window.columns.map((_, index) => {
              const cell = cells.get(index + 1);
              if (cell === undefined) return <td key={index} />;
              const there = cited(cell);
              return (
                <td key={index} data-cited={there}>
                  <button
                    type="button"
                    dir="auto"
                    data-cell={`${String(number)}:${String(index + 1)}`}
                    aria-pressed={there}
                    onClick={() => {
                      select({ char_start: cell.char_start, char_end: cell.char_end });
                    }}
                  >
                    {cell.text}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function byRow(cells: readonly SheetCell[]): [number, Map<number, SheetCell>][] {
  const rows = new Map<number, Map<number, SheetCell>>();
  for (const cell of cells) {
    const row = rows.get(cell.row) ?? new Map<number, SheetCell>();
    row.set(cell.column, cell);
    rows.set(cell.row, row);
  }
  return [...rows].sort(([a], [b]) => a - b);
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The arrow keys go to the next cell that holds something. */
function stepInGrid(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const at = event.target instanceof HTMLElement ? event.target.dataset["cell"] : undefined;
  if (step === undefined || at === undefined) return;
  const across = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
  const [down, aside] = step;
  let [row = 0, column = 0] = at.split(":").map(Number);
  for (let tries = 0; tries < ROWS_PER_WINDOW; tries += 1) {
    row += down;
    column += aside * across;
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${String(row)}:${String(column)}"]`);
    if (next !== null) {
      event.preventDefault();
      next.focus();
      return;
    }
  }
}
