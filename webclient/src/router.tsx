import {
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from "@tanstack/react-router";

import {
  custodyView,
  itemView,
  itemsView,
  parseAddress,
  searchView,
  storiesView,
  unreadView,
  writeAddress,
} from "./address";
import { Frame } from "./frame/Frame";
import { NotFound } from "./frame/NotFound";
import { AddScreen } from "./screens/add/AddScreen";
import { CustodyScreen } from "./screens/custody/CustodyScreen";
import { ItemScreen } from "./screens/item/ItemScreen";
import { ItemsScreen } from "./screens/items/ItemsScreen";
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

export const router = createRouter({
  routeTree: root.addChildren([home, add, search, items, item, unread, stories, custody]),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
