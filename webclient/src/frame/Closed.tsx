import { asProblem } from "../client/problem";
import { T, useT } from "../i18n";
import { ProblemBox } from "../parts/ProblemNotice";
import classes from "./frame.module.css";

/** Shown instead of everything when the server does not know this browser, or does not answer. */
export function Closed({ error }: { error: unknown }) {
  const t = useT();
  const problem = asProblem(error);
  const stranger = problem.status === 401;
  return (
    <main className={classes.closed}>
      <h1>{t(stranger ? "closed.title" : "closed.unreachable")}</h1>
      {stranger ? (
        <p>
          <T id="closed.how" />
        </p>
      ) : (
        <ProblemBox
          problem={problem}
          retry={() => {
            globalThis.location.reload();
          }}
        />
      )}
    </main>
  );
}
