/* What carrying out a study is made of. Private to study. */
#pragma once

#include "engine/study/run-private.h"
#include "engine/study/study.h"
