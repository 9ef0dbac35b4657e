import { Breadcrumbs, Button } from '#ui'

export const Trail = ({ title, href }: { title: string; href?: string }) => (
  <Breadcrumbs
    items={[
      { href: '/desk/imports', label: 'Imports' },
      ...(href ? [{ href, label: title }, { label: 'Row' }] : [{ label: title }]),
    ]}
  />
)

export const Discard = () => (
  <form method="post">
    <Button type="submit" name="deed" value="discard" kind="secondary">
      Throw this file away
    </Button>
  </form>
)

export const LookupLink = ({ id }: { id: string }) => (
  <p>
    <a href={`/desk/imports/${id}/lookups`}>Match another list with this file, in OpenRefine or by a program</a>
  </p>
)
