package index

import (
	"fmt"
	"math"
	"slices"
)

// Check reads the whole file and returns the numbers of the entries of each team
// that are in it, in order, to be held against the archive. It takes about a
// second for each 50,000 entries. Damage is ErrDamaged.
func (x *Index) Check() (nums map[string][]int64, err error) {
	nums = map[string][]int64{}
	err = x.reading(func(tx reading) error {
		var said any
		err := tx.rows(`PRAGMA quick_check(1)`, func(row []any) error {
			said = row[0]
			return nil
		})
		if err != nil {
			return err
		}
		if said != "ok" {
			return fmt.Errorf("%w: %v", ErrDamaged, said)
		}
		shelves, err := readShelves(tx)
		if err != nil {
			return err
		}
		for _, s := range shelves {
			every := window{upTo: mostNum, limit: math.MaxInt32}
			stands, err := s.find(tx, literal(tagEntry), every)
			if err != nil {
				return err
			}
			filed, err := s.filed(tx, literal(tagEntry), every)
			if err != nil {
				return err
			}
			nums[s.team] = slices.Concat(nums[s.team], stands, filed)
		}
		for team, list := range nums {
			slices.Sort(list)
			nums[team] = slices.Compact(list)
		}
		return nil
	})
	return nums, failed("check the index", err)
}
