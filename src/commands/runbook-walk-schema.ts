import * as v from 'valibot';

/** The name and version of the form in which a walk is kept. */
export const walkSchemaId = 'kmsdoctor.walk/1';

const mostAnswers = 2000;
const text = v.pipe(v.string(), v.maxLength(2000));
const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(mostAnswers));

const suspect = v.object({ cause: text, certainty: v.picklist(['confirmed', 'likely', 'possible']) });

const answer = v.object({
  question: v.pipe(text, v.description('The key of the question: step:ID, repair:ID or proof:ID, with #2 and so on where the walk came there again.')),
  said: v.pipe(v.nullable(text), v.description('The outcome that was seen, confirmed where a look was left out for a cause that the evidence confirms, or done, later, no, proven, not-proven; null: not known.')),
  by: v.pipe(v.picklist(['person', 'paste', 'evidence']), v.description('Who said so: the person, text that was pasted, the evidence of the target.')),
  saw: v.pipe(list(text), v.description('What was seen, one sentence each.')),
  suspects: v.pipe(list(suspect), v.description('The causes that the evidence spoke for, the firmest first.')),
});

/** The file of a walk. Members with other names are passed over, so that later versions can add some. */
export const walkFile = v.object({
  schema: v.literal(walkSchemaId),
  symptom: v.pipe(text, v.description('What was asked for, as typed.')),
  procedure: v.pipe(text, v.description('The id of the page that is walked.')),
  answers: v.pipe(list(answer), v.description('Every answer, in the order in which it was given; where the walk stands follows from them.')),
  insist: v.pipe(list(text), v.description('Questions that a person took back from the evidence.')),
  pasted: v.exactOptional(v.pipe(
    v.looseObject({ schema: v.literal('kmsdoctor.evidence/1') }),
    v.description('What the pasted text told, as an evidence file (evidence-1.schema.json), keys masked. Left out where nothing was pasted, or it was too much to keep.'),
  )),
});
