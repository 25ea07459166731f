package graph

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/provisioningtally"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// mostBuckets bounds the steps of a timeline.
const mostBuckets = 400

// timeline is Query.provisioningTimeline: counts by the hour, which are kept as long as
// the log is.
func timeline(ctx context.Context, span gql.TimeRange, step gql.TimeBucket, of *string) ([]*gql.ProvisioningBucket, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	zone, err := company.zone()
	if err != nil {
		return nil, err
	}
	steps, err := stepsOf(span, step, zone)
	if err != nil {
		return nil, err
	}
	rows, err := talliesOf(ctx, span, of)
	if err != nil {
		return nil, err
	}
	at := index(steps, func(b *gql.ProvisioningBucket) string { return b.At.UTC().String() })
	for _, row := range rows {
		if b := at[bucketStart(row.Hour, step, zone).UTC().String()]; b != nil {
			add(b, provisioningevent.Outcome(row.Outcome), int(row.Requests))
		}
	}
	return steps, nil
}

func talliesOf(ctx context.Context, span gql.TimeRange, of *string) ([]*db.ProvisioningTally, error) {
	filter := []predicate.ProvisioningTally{provisioningtally.HourGTE(span.From.Truncate(time.Hour)), provisioningtally.HourLT(span.To)}
	if of != nil {
		id, err := parseID(ident.Directory, *of, "directoryId")
		if err != nil {
			return nil, err
		}
		filter = append(filter, provisioningtally.DirectoryID(id))
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.ProvisioningTally.Query().Where(sightOf(ctx).tallies()).Where(filter...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load counts: %w", err)
	}
	return rows, nil
}

// stepsOf are the empty steps of a span.
func stepsOf(span gql.TimeRange, step gql.TimeBucket, zone *time.Location) ([]*gql.ProvisioningBucket, error) {
	if !span.To.After(span.From) {
		return nil, fault.New(fault.Invalid, fault.CodeInvalidRange, "The end lies after the start.").On("range", "to")
	}
	steps := []*gql.ProvisioningBucket{}
	for at := bucketStart(span.From, step, zone); at.Before(span.To); at = nextBucket(at, step) {
		if len(steps) == mostBuckets {
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A timeline has at most %d steps. Choose days, or a shorter span.", mostBuckets).On("range")
		}
		steps = append(steps, &gql.ProvisioningBucket{At: at.UTC()})
	}
	return steps, nil
}

// bucketStart is where the step begins that an instant belongs to.
func bucketStart(at time.Time, step gql.TimeBucket, zone *time.Location) time.Time {
	if step == gql.TimeBucketHour {
		return at.UTC().Truncate(time.Hour)
	}
	local := at.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
}

// nextBucket: a day may have 23 or 25 hours.
func nextBucket(at time.Time, step gql.TimeBucket) time.Time {
	if step == gql.TimeBucketHour {
		return at.Add(time.Hour)
	}
	return at.AddDate(0, 0, 1)
}

func add(b *gql.ProvisioningBucket, outcome provisioningevent.Outcome, n int) {
	b.Total += n
	switch outcome {
	case provisioningevent.OutcomeREAD:
		b.Read += n
	case provisioningevent.OutcomeCREATED:
		b.Created += n
	case provisioningevent.OutcomeCHANGED:
		b.Changed += n
	case provisioningevent.OutcomeUNCHANGED:
		b.Unchanged += n
	case provisioningevent.OutcomeDELETED:
		b.Deleted += n
	case provisioningevent.OutcomePREVIEWED:
		b.Previewed += n
	case provisioningevent.OutcomeREFUSED:
		b.Refused += n
	case provisioningevent.OutcomeFAILED:
		b.Failed += n
	}
}
