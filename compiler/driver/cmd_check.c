#include "driver/command.h"

#include "driver/pipeline.h"

int cmd_check(Arena *arena, char **args)
{
    Options options = {0};
    const char *error = NULL;
    if (!options_parse(arena, 'C', args, &options, &error))
        return command_misused(error);
    Pipeline pipeline;
    pipeline_init(&pipeline, arena, &options);
    return pipeline_check(&pipeline) && pipeline_check_copies(&pipeline)
               ? 0
               : pipeline_failed(&pipeline);
}
