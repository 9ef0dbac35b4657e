import type { ComponentChildren } from 'preact'
import { nameKinds, type OrganizationView, organizationKinds } from '#kernel/organizations'
import { sourceKinds } from '#kernel/sources'
import { type FormState, Page } from '#platform/http'
import { Breadcrumbs, Button, Fieldset, PageHeader, ProblemSummary, SelectField, TextArea, TextField } from '#ui'
import { correctable } from '../../corrections/schema.ts'
import { kindInWords } from '../../governments/rules.ts'
import { nameLabels, stateableProperties } from '../schema.ts'

interface Part {
  state: FormState
}
const typed = ({ values }: FormState, name: string): string => String(values[name] ?? '')
const wordsOf = ({ state }: Part, name: string) => ({
  ...{ name, value: typed(state, name), error: state.problem?.fields[name] },
})

function Frame(
  props: Part & { title: string; lede: string; trail: { href: string; label: string }[]; children: ComponentChildren },
) {
  const { problem } = props.state
  return (
    <Page title={props.title} robots="noindex">
      <div class="wrap page-narrow deed">
        <Breadcrumbs
          items={[{ href: '/desk/organizations', label: 'Organizations' }, ...props.trail, { label: props.title }]}
        />
        <PageHeader title={props.title} lede={props.lede} />
        <ProblemSummary problem={problem} />
        <form method="post" class="stack">
          {props.children}
          <SourceFields state={props.state} />
          <Button type="submit">Put it on record</Button>
        </form>
      </div>
    </Page>
  )
}

function SourceFields(props: Part) {
  return (
    <Fieldset legend="Where does it stand?" hint="Nothing goes on record without a source that others can look at.">
      <TextField {...wordsOf(props, 'sourceTitle')} label="Title of the source" />
      <TextField {...wordsOf(props, 'publisher')} label="Who published it" />
      <SelectField
        {...wordsOf(props, 'sourceKind')}
        label="Kind of source"
        placeholder="Choose one"
        options={sourceKinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
      />
      <TextField {...wordsOf(props, 'address')} type="url" label="Web address" isRequired={false} />
      <TextArea {...wordsOf(props, 'quote')} label="The words as they stand there" rows={3} isRequired={false} />
    </Fieldset>
  )
}

/** A value with its source, put beside what was said before. */
export function ClaimPage({ organization, state }: Part & { organization: OrganizationView }) {
  const props = { state }
  return (
    <Frame
      title="Put a value on record"
      lede={`Of ${organization.name}. What was said before stays beside it; the record shows yours.`}
      trail={[{ href: `/desk/organizations/${organization.id}`, label: organization.name }]}
      state={state}
    >
      <SelectField
        {...wordsOf(props, 'property')}
        label="What is it about?"
        placeholder="Choose one"
        options={stateableProperties.map((property) => ({ value: property, label: correctable[property] }))}
      />
      <TextField
        {...wordsOf(props, 'value')}
        label="Value"
        hint="A population in digits, a position as 29.763, -95.363."
      />
      <TextField
        {...wordsOf(props, 'validFrom')}
        label="True since"
        hint="As 1978, 1978-05 or 1978-05-03."
        size="short"
        isRequired={false}
      />
      <TextField {...wordsOf(props, 'validTo')} label="True until" size="short" isRequired={false} />
      <TextArea {...wordsOf(props, 'reason')} label="Why it is to be shown" rows={2} />
    </Frame>
  )
}

/** A name with its language and period, put beside the others. */
export function NamePage({ organization, state }: Part & { organization: OrganizationView }) {
  const props = { state }
  return (
    <Frame
      title="Add a name"
      lede={`Of ${organization.name}. The name that is shown stays; this one stands beside it, is found by search, and is taken back like any statement.`}
      trail={[{ href: `/desk/organizations/${organization.id}`, label: organization.name }]}
      state={state}
    >
      <TextField {...wordsOf(props, 'name')} label="Name" />
      <SelectField
        {...wordsOf(props, 'kind')}
        label="Kind of name"
        placeholder="Choose one"
        options={nameKinds.map((kind) => ({ value: kind, label: nameLabels[`name.${kind}`] }))}
      />
      <TextField
        {...wordsOf(props, 'language')}
        label="Language"
        hint="As a tag: es, fr, zh-Hant, pt-BR."
        size="short"
        isRequired={false}
      />
      <TextField
        {...wordsOf(props, 'validFrom')}
        label="Borne since"
        hint="As 1978, 1978-05 or 1978-05-03; 1978~ for about (EDTF)."
        size="short"
        isRequired={false}
      />
      <TextField {...wordsOf(props, 'validTo')} label="Borne until" size="short" isRequired={false} />
    </Frame>
  )
}

export function AddPage({ state }: Part) {
  const props = { state }
  return (
    <Frame
      title="Add an organization"
      lede="Look for it first: it may be on record under another name."
      trail={[]}
      state={state}
    >
      <TextField {...wordsOf(props, 'name')} label="Name" />
      <SelectField
        {...wordsOf(props, 'kind')}
        label="Kind"
        placeholder="Choose one"
        options={organizationKinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
      />
      <TextField {...wordsOf(props, 'country')} label="Country, as two letters" size="short" isRequired={false} />
      <TextField {...wordsOf(props, 'subdivision')} label="State, as US-TX" size="short" isRequired={false} />
      <TextField
        {...wordsOf(props, 'parentId')}
        label="Belongs to"
        hint="The id at the end of the address of its page, such as us-tx."
        size="medium"
        isRequired={false}
      />
    </Frame>
  )
}
