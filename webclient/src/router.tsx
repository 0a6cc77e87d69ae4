import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";

import {
  changeView,
  custodyView,
  itemView,
  itemsView,
  parseAddress,
  searchView,
  storiesView,
  unreadView,
  watchesView,
  writeAddress,
} from "./address";
import { crimesView, enterView, matrixView, questionView, timelineView } from "./law/address";
import { Frame } from "./frame/Frame";
import { NotFound } from "./frame/NotFound";
import { AddScreen } from "./screens/add/AddScreen";
import { CaptureScreen } from "./screens/capture/CaptureScreen";
import { RunScreen } from "./screens/capture/RunScreen";
import { WatchScreen } from "./screens/capture/WatchScreen";
import { WatchesScreen } from "./screens/capture/WatchesScreen";
import { CustodyScreen } from "./screens/custody/CustodyScreen";
import { ItemScreen } from "./screens/item/ItemScreen";
import { ItemsScreen } from "./screens/items/ItemsScreen";
import { ChargeScreen } from "./screens/law/charge/ChargeScreen";
import { ChargesScreen } from "./screens/law/charge/ChargesScreen";
import { CrimesScreen } from "./screens/law/crimes/CrimesScreen";
import { JurisdictionScreen } from "./screens/law/jurisdiction/JurisdictionScreen";
import { SituationScreen } from "./screens/law/situation/SituationScreen";
import { SituationsScreen } from "./screens/law/situation/SituationsScreen";
import { SearchScreen } from "./screens/search/SearchScreen";
import { StoriesScreen } from "./screens/stories/StoriesScreen";
import { UnreadScreen } from "./screens/unread/UnreadScreen";

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    // The router's way to send elsewhere is to throw what `redirect` makes.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: "/search", replace: true });
  },
});
const add = createRoute({ getParentRoute: () => root, path: "/add", component: AddScreen });
const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: searchView,
  component: SearchScreen,
});
const items = createRoute({
  getParentRoute: () => root,
  path: "/items",
  validateSearch: itemsView,
  component: ItemsScreen,
});
const item = createRoute({
  getParentRoute: () => root,
  path: "/items/$ref",
  validateSearch: itemView,
  component: ItemScreen,
});
const unread = createRoute({
  getParentRoute: () => root,
  path: "/unread",
  validateSearch: unreadView,
  component: UnreadScreen,
});
const stories = createRoute({
  getParentRoute: () => root,
  path: "/stories",
  validateSearch: storiesView,
  component: StoriesScreen,
});
const custody = createRoute({
  getParentRoute: () => root,
  path: "/custody",
  validateSearch: custodyView,
  component: CustodyScreen,
});
const captureHome = createRoute({
  getParentRoute: () => root,
  path: "/capture",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: "/capture/pages", replace: true });
  },
});
const capturePages = createRoute({
  getParentRoute: () => root,
  path: "/capture/pages",
  component: CaptureScreen,
});
const captureRun = createRoute({
  getParentRoute: () => root,
  path: "/capture/runs/$key",
  component: RunScreen,
});
const watches = createRoute({
  getParentRoute: () => root,
  path: "/capture/watches",
  validateSearch: watchesView,
  component: WatchesScreen,
});
const watch = createRoute({
  getParentRoute: () => root,
  path: "/capture/watches/$key",
  validateSearch: changeView,
  component: WatchScreen,
});
const law = createRoute({
  getParentRoute: () => root,
  path: "/law",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: "/law/situations", replace: true });
  },
});
const situations = createRoute({
  getParentRoute: () => root,
  path: "/law/situations",
  validateSearch: enterView,
  component: SituationsScreen,
});
const situation = createRoute({
  getParentRoute: () => root,
  path: "/law/situations/$key",
  validateSearch: timelineView,
  component: SituationScreen,
});
const charges = createRoute({
  getParentRoute: () => root,
  path: "/law/charges",
  validateSearch: enterView,
  component: ChargesScreen,
});
const charge = createRoute({
  getParentRoute: () => root,
  path: "/law/charges/$key",
  validateSearch: matrixView,
  component: ChargeScreen,
});
const jurisdiction = createRoute({
  getParentRoute: () => root,
  path: "/law/jurisdiction",
  validateSearch: questionView,
  component: JurisdictionScreen,
});
const crimes = createRoute({
  getParentRoute: () => root,
  path: "/law/crimes",
  validateSearch: crimesView,
  component: CrimesScreen,
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    add,
    search,
    items,
    item,
    unread,
    stories,
    custody,
    captureHome,
    capturePages,
    captureRun,
    watches,
    watch,
    law,
    situations,
    situation,
    charges,
    charge,
    jurisdiction,
    crimes,
  ]),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
