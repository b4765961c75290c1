package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/egresslint/egresslint/pkg/collect"
)

func (p *program) collectCommand() *cobra.Command {
	var o collect.Options
	command := &cobra.Command{
		Use:   "collect [flags]",
		Short: "Print the shell script that exports a bundle; nothing is run",
		Long: `Print the shell script that exports a bundle for lint and trace. Nothing is run, and
no connection opened: read the script, and run it where aliyun, kubectl and jq are.
It makes read-only calls, asks for all pages, and blanks what looks like a secret.
Where --cluster or --region is not given, the script takes it from the environment.

Products: k8s, cs, vpc, ecs, slb, nlb, alb, rds, r-kvstore, dds, polardb, adb, gpdb,
clickhouse, hitsdb, alikafka, elasticsearch, oss. The cluster's VPC narrows them, so
that the cluster itself is asked for whatever is chosen, k8s alone excepted.`,
		Example: `  egresslint collect --cluster c0123456789 --region cn-hangzhou > collect.sh
  egresslint collect --products k8s,cs,vpc,ecs | CLUSTER=c01 REGION=cn-hangzhou sh`,
		DisableFlagsInUseLine: true,
		Args:                  noArguments,
		RunE: func(_ *cobra.Command, _ []string) error {
			return p.collect(o)
		},
	}
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.Cluster, "cluster", "", "export this `ID` of a cluster ($CLUSTER of the script)")
	flags.StringVar(&o.Region, "region", "", "which is in this region, `ID` ($REGION of the script)")
	flags.StringSliceVar(&o.Products, "products", nil, "export only these products, `LIST` such as k8s,cs,vpc,ecs")
	flags.StringSliceVar(&o.Buckets, "buckets", nil, "export the policies of these buckets, `LIST`; all of the region if none")
	flags.StringVar(&o.Folder, "dir", "bundle", "`FOLDER` that the script writes to ($OUT of the script)")
	return command
}

func (p *program) collect(o collect.Options) error {
	for _, product := range o.Products {
		if err := oneOf("products", product, collect.Products()); err != nil {
			return err
		}
	}
	if err := o.Check(); err != nil {
		return usageError{err}
	}
	script, err := collect.Script(o)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.stdout, script)
	return err
}
