// Sources of a web search that never happened: example.com, so that nothing real is put into anyone's mouth.
import type { ChatRequest } from "../chatRequest.ts";
import type { Source } from "../script.ts";
import { questionOf } from "./question.ts";

const asksForNews = /\b(search|news|latest|today|current|weather|price|release)\b|搜索|新闻|最新|今天|天气|价格/i;

/** The sources for a request that offers the search; undefined if it was not forced and nothing asks for it. */
export function searchSources(request: ChatRequest, chinese: boolean): Source[] | undefined {
  const last = request.turns.at(-1);
  if (!request.search || last?.role !== "user") return undefined;
  const question = questionOf(request).replace(/\s+/g, " ").trim().slice(0, 60);
  if (!request.search.forced && !asksForNews.test(question)) return undefined;
  return Array.from({ length: Math.min(request.search.limit, 3) }, (_, index) => {
    const number = index + 1;
    return {
      type: "url_citation",
      url: `https://example.com/emulator/result-${number}?q=${encodeURIComponent(question)}`,
      title: chinese ? `模拟结果 ${number}:${question}` : `Emulated result ${number}: ${question}`,
      summary: chinese ? "这是模拟器生成的搜索结果。" : "A search result made up by the emulator.",
      site_name: "Example",
      publish_time: `2026-10-0${number}T08:00:00+08:00`,
      logo_url: "https://example.com/favicon.ico",
    };
  });
}
