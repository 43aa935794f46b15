# The one door. Each target is a line or two; the work is in tools/.
.PHONY: help demo test surface lint fmt package bench doctor

help: ## what there is to do
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: ## buy numbers from an emulator in every runtime (ONLY=python: in that one)
	@tools/demo.sh

test: ## run everything; ends with the matrix of contract entry × runtime (ONLY=python: that one)
	@tools/test.sh

surface: ## run the tests and write the dumps of the public surface anew (ONLY=python: that one)
	@TELNUM_WRITE_SURFACE=1 tools/test.sh

lint: ## check formatting, lints, types, licences and that generated files are current
	@tools/lint.sh

fmt: ## format, and write generated files anew
	@tools/fmt.sh

package: ## build what users install into dist/
	@tools/package.sh

bench: ## measure against what users would take instead; prints ratios
	@tools/bench.sh

doctor: ## show which tools are here
	@tools/doctor.sh
