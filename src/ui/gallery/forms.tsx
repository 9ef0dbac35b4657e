import { Button } from '../button.tsx'
import { ErrorSummary, ProblemSummary } from '../error-summary.tsx'
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  Fieldset,
  FileField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../fields.tsx'
import { type GallerySection, longName, rightToLeft } from './samples.ts'

const options = [
  { value: 'water', label: 'Water (sample)' },
  { value: 'ports', label: 'Ports (sample)', hint: 'Docks, ferries and the like' },
  { value: 'none', label: 'Not offered (sample)', isDisabled: true },
]

export const formSections: GallerySection[] = [
  {
    id: 'forms',
    title: 'Forms',
    states: [
      {
        name: 'Empty',
        node: (
          <form action="#forms">
            <Fieldset legend="A sample form" hint="Everything is needed unless it says optional.">
              <TextField name="empty-title" label="Title" hint="Up to 200 letters" isRequired />
              <TextArea name="empty-words" label="In your own words" isRequired={false} />
              <SelectField name="empty-topic" label="Topic" options={options} placeholder="Choose one" />
              <DateField name="empty-day" label="First day" />
              <CheckboxGroup name="empty-topics" label="Topics" options={options} />
              <RadioGroup name="empty-one" label="One topic" options={options} />
              <FileField
                name="empty-file"
                label="Attachment"
                accept=".pdf"
                hint="One PDF, up to 10 MB"
                isRequired={false}
              />
              <Checkbox name="empty-consent" label="I have read the sample terms" />
            </Fieldset>
            <Button>Save the sample</Button>
          </form>
        ),
      },
      {
        name: 'Came back with errors, keeping what was typed',
        node: (
          <form action="#forms">
            <ErrorSummary
              errors={[
                { field: 'wrong-title', message: 'Give the sample a shorter title' },
                { field: 'wrong-topic', message: 'Choose a topic' },
              ]}
            />
            <TextField name="wrong-title" label="Title" value={longName} error="Give the sample a shorter title" />
            <RadioGroup name="wrong-topic" label="Topic" options={options} error="Choose a topic" />
          </form>
        ),
      },
      {
        name: 'Refused as a whole',
        node: (
          <ProblemSummary problem={{ message: 'Somebody else has decided this sample in the meantime.', fields: {} }}>
            <p>You wrote: a sample.</p>
          </ProblemSummary>
        ),
      },
      { name: 'Very long', node: <TextField name="long" label={longName} hint={longName} value={longName} /> },
      {
        name: 'Right to left',
        node: (
          <div dir="rtl" lang="ar">
            <TextField
              name="rtl"
              label={rightToLeft.word}
              hint={rightToLeft.title}
              value={rightToLeft.name}
              error={rightToLeft.title}
            />
            <CheckboxGroup
              name="rtl-box"
              label={rightToLeft.word}
              options={[{ value: 'a', label: rightToLeft.name }]}
            />
          </div>
        ),
      },
    ],
  },
]
