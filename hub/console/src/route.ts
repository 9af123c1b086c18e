// SPDX-License-Identifier: Apache-2.0
// Where one is, in the address behind the #: a page and at most an order's opaque id, never words about a person.
import { BOXES, Box, uuid } from "./contract.js";

export type Route = { page: "orders"; box: Box } | { page: "order"; id: string } | { page: "queue" } | { page: "call" };

export function addressOf(route: Route): string {
  switch (route.page) {
    case "orders": return `#/${route.box}`;
    case "order": return `#/order/${route.id}`;
    default: return `#/${route.page}`;
  }
}

export function routeOf(address: string): Route {
  const [, page = "", id = ""] = address.split("/");
  const order = uuid(id);
  if (page === "order" && order !== null) {
    return { page: "order", id: order };
  }
  const box = BOXES.find((one) => one === page);
  return page === "queue" || page === "call" ? { page } : { page: "orders", box: box ?? "inbox" };
}

export function go(route: Route): void {
  location.hash = addressOf(route);
}
