/** Name of the constraint a failed statement ran into, or undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { constraint } = error as { constraint?: unknown } // both drivers copy the server's field of this name
  return typeof constraint === 'string' ? constraint : undefined
}

export function isUniqueViolation(error: unknown): boolean {
  // 23505: SQLSTATE unique_violation
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === '23505'
}
