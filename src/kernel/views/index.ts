export { getView, listCountedViews, listViews } from './read.ts'
export { allowKeeping, keepingAddress, mayKeep, placeOf, registerPlaces } from './rules.ts'
export { newView, type ViewPlace, type ViewView, viewName } from './schema.ts'
export { bringViewBack, changeView, forgetViews, keptDays, removeView, saveView } from './write.ts'
