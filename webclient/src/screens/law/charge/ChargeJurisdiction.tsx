import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconRoute } from "@tabler/icons-react";
import { useIntl } from "react-intl";

import type { Charged } from "../../../law/api";
import { viewOf } from "../../../law/jurisdiction";
import { jurisdictionOf } from "../../../law/queries";
import { useT } from "../../../i18n";
import { isolated } from "../../../parts/sizes";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import classes from "./charge.module.css";

/** What the rules of jurisdiction answer for the incidents of a charge; each leads to its steps. */
export function ChargeJurisdiction({ of, charge }: { of: string; charge: Charged }) {
  const t = useT();
  const intl = useIntl();
  const found = useQuery(jurisdictionOf(of, new Date().toISOString().slice(0, 10)));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />;
  const named = (keys: readonly string[]): string =>
    intl.formatList(
      keys.map((key) => isolated(charge.incidents.find((each) => each.key === key)?.name ?? key)),
      { type: "conjunction" },
    );
  return (
    <ul className={classes.jurisdiction}>
      {found.data.map(({ incidents, answer }) => (
        <li key={incidents.join(" ")}>
          <IconRoute size={15} aria-hidden />
          <span>
            {t(`law.result.${answer.result}`)}{" "}
            {found.data.length > 1 && <>({named(incidents)}) </>}
            <Link to="/law/jurisdiction" search={viewOf(answer.question, of)}>{t("law.seeSteps")}</Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
