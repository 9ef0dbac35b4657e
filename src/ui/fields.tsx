import type { ComponentChildren } from 'preact'

/** What every field says: its name, a hint, and an error that stands beside what was typed. */
type FieldWords = {
  name: string
  label: ComponentChildren
  hint?: ComponentChildren
  error?: string | undefined
  isRequired?: boolean | undefined
  id?: string | undefined
}

export type TextFieldProps = FieldWords & {
  value?: string | number | undefined
  type?: 'text' | 'email' | 'url' | 'tel' | 'number' | 'password' | 'search' | 'datetime-local'
  autoComplete?: string | undefined
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | undefined
  maxLength?: number | undefined
  size?: 'short' | 'medium' | 'full'
}

export function TextField(props: TextFieldProps) {
  const { value, type = 'text', autoComplete, inputMode, maxLength, size = 'full' } = props
  return (
    <Field {...props}>
      <input
        {...controlOf(props)}
        class={`control control-${size}`}
        // Preact types <input> per kind; every kind listed above takes exactly the attributes of "text".
        type={type as 'text'}
        value={value}
        autoComplete={autoComplete}
        inputMode={inputMode}
        maxLength={maxLength}
      />
    </Field>
  )
}

export function TextArea(
  props: FieldWords & { value?: string | undefined; rows?: number; maxLength?: number | undefined },
) {
  return (
    <Field {...props}>
      <textarea {...controlOf(props)} class="control control-full" rows={props.rows ?? 5} maxLength={props.maxLength}>
        {props.value}
      </textarea>
    </Field>
  )
}

export type Option = { value: string; label: string; hint?: string | undefined; isDisabled?: boolean | undefined }

/** `placeholder` is an empty first choice: nothing is chosen for the reader. */
export function SelectField(
  props: FieldWords & { options: Option[]; value?: string | undefined; placeholder?: string | undefined },
) {
  return (
    <Field {...props}>
      <select {...controlOf(props)} class="control control-select">
        {props.placeholder !== undefined && <option value="">{props.placeholder}</option>}
        {props.options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            selected={option.value === props.value}
            disabled={option.isDisabled}
          >
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function DateField(
  props: FieldWords & { value?: string | undefined; earliest?: string | undefined; latest?: string | undefined },
) {
  return (
    <Field {...props}>
      <input
        {...controlOf(props)}
        class="control control-short"
        type="date"
        value={props.value}
        min={props.earliest}
        max={props.latest}
      />
    </Field>
  )
}

export function FileField(props: FieldWords & { accept?: string | undefined; isMultiple?: boolean | undefined }) {
  return (
    <Field {...props}>
      <input {...controlOf(props)} class="control-file" type="file" accept={props.accept} multiple={props.isMultiple} />
    </Field>
  )
}

export function CheckboxGroup(props: FieldWords & { options: Option[]; values?: string[] | undefined }) {
  return <Choices {...props} type="checkbox" chosen={props.values ?? []} />
}

export function RadioGroup(props: FieldWords & { options: Option[]; value?: string | undefined }) {
  return <Choices {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />
}

export type CheckboxProps = Omit<FieldWords, 'isRequired'> & {
  value?: string
  isChecked?: boolean | undefined
  isRequired?: boolean | undefined
}

/** One box that stands alone, such as a consent. */
export function Checkbox(props: CheckboxProps) {
  return (
    <div class={props.error ? 'field field-wrong' : 'field'}>
      <label class="choice">
        <input {...controlOf(props)} type="checkbox" value={props.value ?? 'yes'} checked={props.isChecked} />
        <span>{props.label}</span>
      </label>
      <Notes {...props} />
    </div>
  )
}

export function Fieldset({
  legend,
  hint,
  children,
}: {
  legend: ComponentChildren
  hint?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <fieldset class="fieldset">
      <legend class="fieldset-legend">{legend}</legend>
      {hint && <p class="field-hint">{hint}</p>}
      <div class="fieldset-body">{children}</div>
    </fieldset>
  )
}

function Field(props: FieldWords & { children: ComponentChildren }) {
  return (
    <div class={props.error ? 'field field-wrong' : 'field'}>
      <label class="field-label" for={idOf(props)}>
        {props.label}
        {props.isRequired === false && <span class="field-optional"> (optional)</span>}
      </label>
      <Notes {...props} />
      {props.children}
    </div>
  )
}

function Choices(props: FieldWords & { options: Option[]; type: 'checkbox' | 'radio'; chosen: string[] }) {
  return (
    <fieldset
      class={props.error ? 'field field-wrong' : 'field'}
      id={idOf(props)}
      tabIndex={-1}
      aria-describedby={describedBy(props)}
    >
      <legend class="field-label">
        {props.label}
        {props.isRequired === false && <span class="field-optional"> (optional)</span>}
      </legend>
      <Notes {...props} />
      {props.options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type={props.type}
            name={props.name}
            value={option.value}
            checked={props.chosen.includes(option.value)}
            disabled={option.isDisabled}
          />
          <span>
            {option.label}
            {option.hint && <span class="choice-hint">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Notes(props: FieldWords) {
  return (
    <>
      {props.hint && (
        <p class="field-hint" id={`${idOf(props)}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="field-error" id={`${idOf(props)}-error`}>
          <span class="visually-hidden">Error: </span>
          {props.error}
        </p>
      )}
    </>
  )
}

function controlOf(props: FieldWords) {
  return {
    id: idOf(props),
    name: props.name,
    required: props.isRequired === true,
    'aria-invalid': props.error ? ('true' as const) : undefined,
    'aria-describedby': describedBy(props),
  }
}

function describedBy(props: FieldWords) {
  const ids = [props.hint && `${idOf(props)}-hint`, props.error && `${idOf(props)}-error`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

const idOf = (props: FieldWords) => props.id ?? `field-${props.name}`
