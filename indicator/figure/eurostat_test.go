package figure

import (
	"bytes"
	"compress/gzip"
	"path/filepath"
	"testing"
)

func TestABulkFileIsReadWithItsFlags(t *testing.T) {
	text := "unit,sex,age,geo\\time\t2013 \t2012 \t2011 \n" +
		"PC,F,Y15-24,EL\t9.4 b\t: \t: c\n" +
		"PC,F,Y15-24,EL30\t9.4\t:u\t0 bu\n" +
		"PC,F,UK\t1\t2\t3\n" +
		"PC,M,Y15-24,LT\tx \t2 \t\n"
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	zip.Write([]byte(text))
	zip.Close()
	r, err := OpenSource(fileOf(t, "lfx_demo.tsv.gz", packed.String()), "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"lfx_demo|lfx_demo|GR|A|PC|age=Y15-24,sex=F|2013|9.4|b",
		"lfx_demo|lfx_demo|GR|A|PC|age=Y15-24,sex=F|2012|:|",
		"lfx_demo|lfx_demo|GR|A|PC|age=Y15-24,sex=F|2011|:|c",
		"lfx_demo|lfx_demo|EL30|A|PC|age=Y15-24,sex=F|2013|9.4|",
		"lfx_demo|lfx_demo|EL30|A|PC|age=Y15-24,sex=F|2012|:|u",
		"lfx_demo|lfx_demo|EL30|A|PC|age=Y15-24,sex=F|2011|0|bu",
		"lfx_demo|lfx_demo|LT|A|PC|age=Y15-24,sex=M|2012|2|",
		"4 other-key PC,F,UK",
		"5 not-a-number x")
	if f := figures[4]; f.Row != 3 || f.Column != 3 {
		t.Errorf("the figure stands in row %d, column %d; want 3 and 3", f.Row, f.Column)
	}
}

func TestABulkFileMayHaveAreasAcross(t *testing.T) {
	path := fileOf(t, "estat_lfx_across.tsv", "unit,isco08,time\\geo\tBE \tUK \nTHS,OC1,2014\t5.6 \t: c\nTHS,OC2,2014M02\t1 u\t2\n")
	r, err := OpenSource(path, "auto", Options{})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"lfx_across|lfx_across|BE|A|THS|isco08=OC1|2014|5.6|",
		"lfx_across|lfx_across|GB|A|THS|isco08=OC1|2014|:|c",
		"lfx_across|lfx_across|BE|M|THS|isco08=OC2|2014-02|1|u",
		"lfx_across|lfx_across|GB|M|THS|isco08=OC2|2014-02|2|")
}

func TestABulkFileOfTodayNamesItsFrequency(t *testing.T) {
	path := fileOf(t, "stored-under-a-number", "freq,unit,geo\\TIME_PERIOD\t2023-Q4 \t2024-Q1 \nQ,PC,LT\t6.1 \t7.2 p\n")
	r, err := OpenSource(path, "auto", Options{Name: "estat_lfx_q_en.tsv"})
	figures, rejected := readAll(t, r, err)
	sameLines(t, figures, rejected,
		"lfx_q_en|lfx_q_en|LT|Q|PC||2023-Q4|6.1|",
		"lfx_q_en|lfx_q_en|LT|Q|PC||2024-Q1|7.2|p")
}

func TestEveryRealBulkFileIsReadWhole(t *testing.T) {
	want := map[string]struct{ figures, missing int }{ // cells and colons, counted with other tools
		"eurostat-2017-bulk/jvs_a_nace2.tsv.gz":     {567_592, 305_358},
		"eurostat-2017-bulk/lfso_14leeow.tsv.gz":    {55_917, 39_025},
		"eurostat-2017-bulk/lfst_r_lfe2emp.tsv.gz":  {275_451, 35_631},
		"eurostat-2017-bulk/lfst_r_lfe2en2.tsv.gz":  {224_520, 63_285},
		"eurostat-2017-bulk/lfst_r_lfu3pers.tsv.gz": {100_164, 16_343},
		"eurostat-2017-bulk/nama_10r_2gdp.tsv.gz":   {38_460, 1_186},
		"eurostat-2017-bulk/trng_lfse_04.tsv.gz":    {23_280, 3_155},
		"eurostat-lfu3rt-2014/lfst_r_lfu3rt.tsv":    {84_060, 11_380},
		"eurostat-tgs00010/tgs00010.tsv":            {12_168, 789},
	}
	for name, w := range want {
		r, err := OpenSource(filepath.Join(realData(t, ""), name), "auto", Options{})
		figures, rejected := readAll(t, r, err)
		missing := 0
		for _, f := range figures {
			if f.Missing {
				missing++
			}
		}
		if len(figures) != w.figures || missing != w.missing || len(rejected) != 0 {
			t.Errorf("%s: got %d figures, %d missing, %d rejected, want %+v", name, len(figures), missing, len(rejected), w)
		}
	}
}
