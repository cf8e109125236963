#include "config.h"

#include "engine/study/report.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/study/report-private.h"

#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#241f31;--paper:#fff;--faint:#77767b;--line:#deddda}"
    "@media(prefers-color-scheme:dark){:root{--ink:#f6f5f4;--paper:#241f31;--faint:#b0aeb8;--line:#"
    "4a4458}}"
    "body{font:16px/1.5 Cantarell,system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}"
    "table{border-collapse:collapse;margin:1rem 0}"
    "th,td{text-align:left;padding:.3rem .8rem;border-bottom:1px solid var(--line);"
    "font-variant-numeric:tabular-nums}"
    ".wide{overflow-x:auto}figure{margin:1.5rem 0;background:#fff;border-radius:8px;padding:8px}"
    "figure svg{max-width:100%;height:auto;display:block;margin:auto}"
    "figcaption{font-size:.85rem;color:#5e5c64;padding:.4rem}"
    "pre{background:color-mix(in srgb,var(--ink) 7%,transparent);padding:1rem;border-radius:8px;"
    "white-space:pre-wrap;overflow-wrap:anywhere}"
    ".claim{font-size:1.15rem}footer{margin-top:3rem;color:var(--faint)}"
    "@media "
    "print{body{margin:0;max-width:none}h2{break-after:avoid}figure,table{break-inside:avoid}}";

static void
begin (MienHtml *html, const char *title)
{
  mien_html_markup (html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n");
  mien_html_element (html, "title", title);
  mien_html_markup (html, "<style>");
  mien_html_markup (html, style);
  mien_html_markup (html, "</style></head>\n<body>\n");
  mien_html_element (html, "h1", title);
}

static void
end (MienHtml *html)
{
  mien_html_printf (html, "footer", "Written by Mien %s.", MIEN_VERSION);
  mien_html_markup (html, "</body></html>\n");
}

static MienHtml *
tell_run (const char *folder, GError **error)
{
  g_autoptr (MienRun) run = mien_run_open (folder, error);
  g_autofree char *title = NULL;
  MienHtml *html;

  if (run == NULL)
    return NULL;
  if (run->state != MIEN_RUN_FINISHED) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s holds a run that is not finished; go on with it by “mien-run train --resume”",
                 folder);
    return NULL;
  }
  html = g_string_new (NULL);
  title = g_strdup_printf ("Reading %s: %s", mien_run_get_main (run), run->name);
  begin (html, title);
  mien_report_run (html, run);
  mien_report_repetition (html, run);
  end (html);
  return html;
}

static MienHtml *
tell_study (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, error);
  g_autoptr (MienStudy) study = recipe != NULL ? mien_study_collect (folder, error) : NULL;
  g_autofree char *title = NULL;
  MienHtml *html;

  if (study == NULL)
    return NULL;
  html = g_string_new (NULL);
  title = g_strdup_printf ("Does it help to learn more than %s?", study->main);
  begin (html, title);
  mien_report_study (html, study, recipe);
  mien_report_recipe (html, recipe, TRUE, "study");
  end (html);
  return html;
}

gboolean
mien_report_write (const char *folder, const char *path, GError **error)
{
  MienHtml *html;

  if (g_str_has_suffix (path, ".pdf")) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_RANGE,
        "%s: this version writes reports as HTML, which a browser prints to PDF; name it .html",
        path);
    return FALSE;
  }
  if (!mien_folder_is_run (folder) && !mien_folder_is_study (folder)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s holds neither a run nor a study",
                 folder);
    return FALSE;
  }
  html = mien_folder_is_study (folder) ? tell_study (folder, error) : tell_run (folder, error);
  if (html == NULL)
    return FALSE;

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (html);
  return mien_file_replace (path, bytes, error);
}
