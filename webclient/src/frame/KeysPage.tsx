import { Kbd, Modal, Switch } from "@mantine/core";

import { useT } from "../i18n";
import type { MessageId } from "../i18n";
import classes from "./frame.module.css";
import { SHORTCUTS } from "./shortcuts";
import type { Place } from "./shortcuts";
import { switchKeys, useKeysOn } from "./useKeys";

const PLACES: Record<Place, MessageId> = {
  everywhere: "keys.everywhere",
  lists: "keys.lists",
  item: "keys.item",
};

/** The list of shortcuts, made from the data that they work by. */
export function KeysPage({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useT();
  const on = useKeysOn();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("keys.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Switch
        mb="md"
        checked={on}
        label={t("keys.switch")}
        onChange={(event) => {
          switchKeys(event.currentTarget.checked);
        }}
      />
      <div className={classes.keys}>
        {(Object.keys(PLACES) as Place[]).map((place) => (
          <section key={place} aria-label={t(PLACES[place])}>
            <h3>{t(PLACES[place])}</h3>
            <dl>
              {SHORTCUTS.filter((shortcut) => shortcut.place === place).map(({ keys, label }) => (
                <div key={label}>
                  <dt dir="ltr">
                    {keys.map((key) => (
                      <Kbd key={key}>{key === "Escape" ? "Esc" : key}</Kbd>
                    ))}
                  </dt>
                  <dd>{t(label)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
