// The route that shows the rate limit; asking it costs nothing.
import { answer, open, type Route } from "../route.ts";

export const rateRoutes: readonly Route[] = [
  open("GET /rate_limit", ({ rates, caller }) => {
    const rate = { ...rates.look(caller) };
    return answer({
      resources: { core: rate, search: { ...rate, limit: 30, used: 0, remaining: 30 } },
      rate,
    });
  }),
];
