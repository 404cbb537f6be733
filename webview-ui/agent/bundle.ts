// The bundle of what the agent does and asks.

export { Changes } from "./Changes.tsx";
export { FoldedCalls } from "./FoldedCalls.tsx";
export { PlanEnd } from "./PlanEnd.tsx";
export { RunNotice } from "./RunNotice.tsx";
export { Todos } from "./Todos.tsx";
export { ToolCall } from "./ToolCall.tsx";
