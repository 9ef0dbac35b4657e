/** The place in a form for the work of the browser; its island is `kernel/proofs/work`. Nothing is asked of people. */
export const WorkField = () => <input type="hidden" name="work" data-task="/challenge" />

export const workIsland = 'kernel/proofs/work'
