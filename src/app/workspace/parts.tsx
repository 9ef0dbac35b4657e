import { bodiesOf, mayDo, type Viewer } from '#kernel/access'
import { type BodyView, listBodies } from '#kernel/bodies'
import type { Reader } from '#platform/db'
import { SelectField } from '#ui'

/** Bodies for which the viewer may do something to people. */
export const bodiesFor = async (db: Reader, viewer: Viewer, permission: string): Promise<BodyView[]> =>
  (await listBodies(db)).filter(
    (body) => bodiesOf(viewer).includes(body.id) && mayDo(viewer, permission, { bodyId: body.id }),
  )

/** An organization as this viewer works with it, else as the public reads of it. */
export const organizationPath = (viewer: Viewer, id: string): string =>
  mayDo(viewer, 'atlas.organization.read') ? `/desk/organizations/${id}` : `/governments/${id}`

/** Whoever works for one body is not asked which. */
export function BodyField({
  bodies,
  value,
  error,
}: {
  bodies: BodyView[]
  value?: string | undefined
  error?: string | undefined
}) {
  const [only] = bodies
  if (bodies.length === 1 && only) return <input type="hidden" name="bodyId" value={only.id} />
  return (
    <SelectField
      name="bodyId"
      label="Body"
      value={value}
      error={error}
      placeholder="Choose one"
      options={bodies.map((body) => ({ value: body.id, label: body.name }))}
    />
  )
}
