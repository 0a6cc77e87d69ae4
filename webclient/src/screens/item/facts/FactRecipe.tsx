import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";

import type { Recipe } from "../../../api";
import { recipesOf } from "../../../client/queries";
import { useT } from "../../../i18n";
import { Exact } from "../../../parts/Copy";
import { Facts } from "../../../parts/Facts";
import { ProblemNotice } from "../../../parts/ProblemNotice";
import { Waiting } from "../../../parts/Waiting";
import classes from "./facts.module.css";

/** By which recipe a fact was found; the log is asked once somebody wants to know. */
export function FactRecipe({ item, id }: { item: string; id: string }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const recipes = useQuery({ ...recipesOf(item), enabled: opened });
  return (
    <details
      className={classes.recipe}
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>{t("fact.recipe")}</summary>
      {opened && recipes.isPending && <Waiting />}
      {recipes.isError && <ProblemNotice error={recipes.error} retry={() => void recipes.refetch()} />}
      {recipes.isSuccess && <Told recipe={recipes.data[id]} id={id} />}
    </details>
  );
}

function Told({ recipe, id }: { recipe: Recipe | undefined; id: string }) {
  const t = useT();
  const own: [ReactNode, ReactNode] = [t("recipe.id"), <Exact key="id" value={id} label={t("recipe.id")} />];
  if (recipe === undefined) {
    return (
      <>
        <p className={classes.dim}>{t("recipe.notTold")}</p>
        <Facts rows={[own]} />
      </>
    );
  }
  const libraries = (recipe.libraries ?? []).map(([name, version]) => `${name} ${version}`);
  return (
    <Facts
      rows={[
        [t("recipe.step"), <code key="step" dir="ltr">{recipe.step}</code>],
        [t("recipe.tool"), <span key="tool" dir="ltr">{`${recipe.tool} ${recipe.version}`}</span>],
        [t("recipe.libraries"), <span key="libraries" dir="ltr">{libraries.join(", ") || "–"}</span>],
        ...(recipe.settings ?? []).map(([name, value]): [ReactNode, ReactNode] => [
          settingName(t, name),
          <Exact key={name} value={value} label={settingName(t, name)} />,
        ]),
        own,
      ]}
    />
  );
}

/** Settings are named `data`, `model <name>`, `needs <step>`. */
function settingName(t: ReturnType<typeof useT>, name: string): string {
  const [kind, ...rest] = name.split(" ");
  const of = rest.join(" ");
  if (name === "code") return t("recipe.setting.code");
  if (name === "data") return t("recipe.setting.data");
  if (kind === "model") return t("recipe.setting.model", { name: of });
  if (kind === "needs") return t("recipe.setting.needs", { name: of });
  return name;
}
